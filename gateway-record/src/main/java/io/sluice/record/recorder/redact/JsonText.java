package io.sluice.record.recorder.redact;

/** What stands between the quotes of a JSON string. Stateless. */
final class JsonText {
    private static final String ESCAPED = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private JsonText() {}

    /** What a string means; an escape that is none is meant literally, one that is cut off is left out. */
    static String unescape(String raw) {
        int escape = raw.indexOf('\\');
        if (escape < 0) {
            return raw;
        }
        var text = new StringBuilder(raw.length()).append(raw, 0, escape);
        int i = escape;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            if (c == '\\') {
                i = unescape(raw, i + 1, text);
            } else {
                text.append(c);
                i++;
            }
        }
        return text.toString();
    }

    /** Appends what stands behind a backslash; where to go on. */
    private static int unescape(String raw, int i, StringBuilder text) {
        char kind = i < raw.length() ? raw.charAt(i) : 0;
        int known = ESCAPED.indexOf(kind);
        if (known >= 0) {
            text.append(MEANT.charAt(known));
        } else if (kind == 'u') {
            int point = point(raw, i + 1);
            if (point >= 0) {
                text.append((char) point);
            }
            return i + 5;
        } else if (kind != 0) {
            text.append('\\').append(kind);
        }
        return i + 1;
    }

    private static int point(String raw, int start) {
        if (start + 4 > raw.length()) {
            return -1;
        }
        int point = 0;
        for (int i = start; i < start + 4; i++) {
            int digit = Character.digit(raw.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            point = (point << 4) | digit;
        }
        return point;
    }

    /** A text as it stands in a string. */
    static String escape(String text) {
        var raw = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int known = c == '/' ? -1 : MEANT.indexOf(c);
            if (known >= 0) {
                raw.append('\\').append(ESCAPED.charAt(known));
            } else if (c < ' ' || Character.isSurrogate(c)) {
                raw.append(String.format("\\u%04x", (int) c));
            } else {
                raw.append(c);
            }
        }
        return raw.toString();
    }
}
