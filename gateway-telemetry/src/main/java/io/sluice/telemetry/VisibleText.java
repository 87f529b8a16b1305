package io.sluice.telemetry;

import java.nio.charset.StandardCharsets;

/** Text of others in a line of fields that are parted by spaces and quotes. Stateless. */
final class VisibleText {
    private VisibleText() {}

    /** The text with everything but visible ASCII, and quotes and backslashes, as {@code \xHH} of its UTF-8. */
    static String of(String text) {
        if (text.chars().allMatch(VisibleText::isPlain)) {
            return text;
        }
        var escaped = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(octet)) {
                escaped.append((char) octet);
            } else {
                escaped.append(String.format("\\x%02X", octet));
            }
        }
        return escaped.toString();
    }

    private static boolean isPlain(int c) {
        return c > ' ' && c < 0x7F && c != '"' && c != '\\';
    }
}
