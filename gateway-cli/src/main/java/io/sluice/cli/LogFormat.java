package io.sluice.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How the gateway's own log looks. */
enum LogFormat {
    /** For people. */
    TEXT,
    /** For machines: one JSON object in a line. */
    JSON;

    /** Reads {@code text} and {@code json}. */
    static final class Converter implements ITypeConverter<LogFormat> {

        /** Made by picocli. */
        Converter() {}

        @Override
        public LogFormat convert(String text) {
            return switch (text) {
                case "text" -> TEXT;
                case "json" -> JSON;
                default -> throw new TypeConversionException("'" + text + "' (expected: text or json)");
            };
        }
    }
}
