package io.sluice.engine.template;

import java.nio.charset.StandardCharsets;

/** Percent-encodes all but the unreserved characters (RFC 3986 sections 2.1 and 2.3). Stateless. */
public final class PercentEncoder {
    private static final String HEX = "0123456789ABCDEF";

    private PercentEncoder() {}

    /** Appends the value encoded as UTF-8. */
    public static void append(String value, StringBuilder target) {
        if (isUnreserved(value)) {
            target.append(value);
            return;
        }
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(octet)) {
                target.append((char) octet);
            } else {
                target.append('%').append(HEX.charAt(octet >> 4 & 0xF)).append(HEX.charAt(octet & 0xF));
            }
        }
    }

    private static boolean isUnreserved(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!isUnreserved(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnreserved(int c) {
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        boolean digit = c >= '0' && c <= '9';
        return letter || digit || c == '-' || c == '.' || c == '_' || c == '~';
    }
}
