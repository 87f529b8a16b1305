package io.sluice.cli;

import io.sluice.config.AccessLogKind;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * What the command line says about access logs.
 *
 * @param kind for all listeners; null for what the configuration says of each
 * @param file where to; null for standard output
 */
record AccessLogSettings(
        @Nullable AccessLogKind kind, @Nullable Path file) {
    /** Nothing. */
    static final AccessLogSettings UNSAID = new AccessLogSettings(null, null);

    /** Reads a kind as the configuration writes it. */
    static final class Converter implements ITypeConverter<AccessLogKind> {

        /** Made by picocli. */
        Converter() {}

        @Override
        public AccessLogKind convert(String text) {
            for (AccessLogKind kind : AccessLogKind.values()) {
                if (kind.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return kind;
                }
            }
            throw new TypeConversionException("'" + text + "' (expected: off, common or json)");
        }
    }
}
