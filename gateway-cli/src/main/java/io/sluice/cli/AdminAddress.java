package io.sluice.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where operators reach the gateway.
 *
 * @param host the address or name to listen on
 * @param port 0 for any free port
 */
record AdminAddress(String host, int port) {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int MAX_PORT = 65_535;

    /** Reads {@code [HOST:]PORT}; without a host nobody but this machine can reach it. */
    static final class Converter implements ITypeConverter<AdminAddress> {

        /** Made by picocli. */
        Converter() {}

        @Override
        public AdminAddress convert(String text) {
            int colon = text.lastIndexOf(':');
            String host = colon < 0 ? LOOPBACK : text.substring(0, colon).replaceAll("^\\[|]$", "");
            try {
                int port = Integer.parseInt(text.substring(colon + 1));
                if (!host.isEmpty() && port >= 0 && port <= MAX_PORT) {
                    return new AdminAddress(host, port);
                }
            } catch (NumberFormatException e) {
                throw new TypeConversionException(expected(text));
            }
            throw new TypeConversionException(expected(text));
        }

        private static String expected(String text) {
            return "'" + text + "' (expected: PORT or HOST:PORT, such as 7115 or 0.0.0.0:7115)";
        }
    }
}
