package io.sluice.kafka.view;

/**
 * Tells whether bytes are one JSON text (RFC 8259) in UTF-8, so that they can stand in a list as they are.
 *
 * <p>Every record of a merged topic passes here once, so this is one pass over the bytes without an object for anything
 * found. A value that nests deeper than {@value #MAX_DEPTH} is refused: no client should have to read it.
 *
 * <p>A check can be used again and again, by one thread.
 */
final class JsonCheck {
    private static final int MAX_DEPTH = 512;
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int end;
    private int at;

    /** Whether the range is one JSON value with nothing but white space around it. */
    boolean isJson(byte[] text, int offset, int length) {
        bytes = text;
        at = offset;
        end = offset + length;
        boolean json = value(0) && space() == end;
        bytes = NOTHING;
        return json;
    }

    private int space() {
        while (at < end && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
        return at;
    }

    private int peek() {
        return at < end ? bytes[at] : -1;
    }

    private boolean take(char expected) {
        if (peek() != expected) {
            return false;
        }
        at++;
        return true;
    }

    private boolean value(int depth) {
        space();
        return switch (peek()) {
            case '{' -> depth < MAX_DEPTH && members(depth + 1);
            case '[' -> depth < MAX_DEPTH && elements(depth + 1);
            case '"' -> string();
            case 't' -> word("true");
            case 'f' -> word("false");
            case 'n' -> word("null");
            default -> number();
        };
    }

    private boolean members(int depth) {
        at++;
        space();
        if (take('}')) {
            return true;
        }
        do {
            space();
            if (!string()) {
                return false;
            }
            space();
            if (!take(':') || !value(depth)) {
                return false;
            }
            space();
        } while (take(','));
        return take('}');
    }

    private boolean elements(int depth) {
        at++;
        space();
        if (take(']')) {
            return true;
        }
        do {
            if (!value(depth)) {
                return false;
            }
            space();
        } while (take(','));
        return take(']');
    }

    private boolean word(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!take(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean number() {
        take('-');
        if (!take('0') && !digits()) {
            return false;
        }
        if (take('.') && !digits()) {
            return false;
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (!take('+')) {
                take('-');
            }
            return digits();
        }
        return true;
    }

    private boolean digits() {
        int start = at;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at > start;
    }

    private boolean string() {
        if (!take('"')) {
            return false;
        }
        byte[] text = bytes; // locals: nearly all bytes of a document are looked at here
        int last = end;
        for (int i = at; i < last; i++) {
            int c = text[i];
            if (c >= ' ' && c != '"' && c != '\\') {
                continue;
            }
            at = i + 1;
            if (c == '"') {
                return true;
            }
            if (c == '\\' ? !escape() : c >= 0 || !multiByte(c & 0xFF)) {
                return false;
            }
            i = at - 1;
        }
        return false;
    }

    private boolean escape() {
        int c = peek();
        at++;
        if (c != 'u') {
            return c > 0 && "\"\\/bfnrt".indexOf(c) >= 0;
        }
        for (int i = 0; i < 4; i++) {
            if (Character.digit(peek(), 16) < 0) {
                return false;
            }
            at++;
        }
        return true;
    }

    /** The rest of a UTF-8 sequence: no overlong forms, no surrogates, nothing above U+10FFFF (RFC 3629 section 4). */
    private boolean multiByte(int lead) {
        if (lead >= 0xC2 && lead <= 0xDF) {
            return continuation(0x80, 0xBF);
        }
        if (lead >= 0xE0 && lead <= 0xEF) {
            return continuation(lead == 0xE0 ? 0xA0 : 0x80, lead == 0xED ? 0x9F : 0xBF) && continuation(0x80, 0xBF);
        }
        if (lead >= 0xF0 && lead <= 0xF4) {
            return continuation(lead == 0xF0 ? 0x90 : 0x80, lead == 0xF4 ? 0x8F : 0xBF)
                    && continuation(0x80, 0xBF)
                    && continuation(0x80, 0xBF);
        }
        return false;
    }

    private boolean continuation(int low, int high) {
        if (at >= end) {
            return false;
        }
        int c = bytes[at++] & 0xFF;
        return c >= low && c <= high;
    }
}
