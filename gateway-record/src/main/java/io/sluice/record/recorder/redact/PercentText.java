package io.sluice.record.recorder.redact;

import java.nio.charset.StandardCharsets;

/** Percent-encoded text in UTF-8. Stateless. */
final class PercentText {
    private static final String PLAIN = "-._~*:";

    private PercentText() {}

    /**
     * Decodes once; a percent sign that begins no escape is meant literally.
     *
     * @param plus whether a plus sign is a space, as in queries and forms
     */
    static String decode(String text, boolean plus) {
        int first = first(text, plus);
        if (first < 0) {
            return text;
        }
        if (text.indexOf('%', first) < 0) {
            return text.replace('+', ' ');
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        int i = 0;
        while (i < bytes.length) {
            int octet = bytes[i] == '%' && i + 2 < bytes.length ? octet(bytes[i + 1], bytes[i + 2]) : -1;
            byte literal = plus && bytes[i] == '+' ? (byte) ' ' : bytes[i];
            bytes[length++] = octet >= 0 ? (byte) octet : literal;
            i += octet >= 0 ? 3 : 1;
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private static int first(String text, boolean plus) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' || (plus && c == '+')) {
                return i;
            }
        }
        return -1;
    }

    private static int octet(byte high, byte low) {
        int first = Character.digit(high, 16);
        int second = Character.digit(low, 16);
        return first < 0 || second < 0 ? -1 : (first << 4) | second;
    }

    /** Encodes all but letters, digits and a few signs, asterisks and colons among them. */
    static String encode(String text) {
        var encoded = new StringBuilder(text.length() + 8);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xFF);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
                encoded.append(c);
            } else {
                encoded.append('%')
                        .append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return encoded.toString();
    }
}
