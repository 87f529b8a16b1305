package io.sluice.http.upstream;

/** The value of a {@code content-length} field (RFC 9110 section 8.6). */
final class ContentLength {
    private static final int MAX_DIGITS = 18;

    private ContentLength() {}

    /** The number of bytes; -1 for anything but digits, and for more of them than a length can have. */
    static long parse(String value) {
        if (value.isEmpty() || value.length() > MAX_DIGITS) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < value.length(); i++) {
            int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            length = length * 10 + digit;
        }
        return length;
    }
}
