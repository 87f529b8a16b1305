package io.sluice.record.recorder.redact;

/**
 * Finds secrets in text by the names before them: {@code name=value} in URLs and logs, {@code "name": "value"} in what is
 * nearly JSON, {@code name: value} at the beginning of a line, {@code <name>value</name>}. Rather masks too much than too
 * little. Time is linear: what is looked at of a name is bounded. One thread.
 */
final class TextPairs {
    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_GAP = 8; // between a name and its separator
    private static final int LONGEST_TAG = 256;
    private static final String ENDS_PLAIN = "&;, \t\r\n\"'<>()[]{}#|";
    private static final String ENDS_LINE = "\r\n<\"&";

    private final SecretNames names;
    private final Mask mask;

    TextPairs(SecretNames names, Mask mask) {
        this.names = names;
        this.mask = mask;
    }

    /** The text with the values of secret names masked; the same object if there are none. */
    String mask(String text) {
        var edit = new TextEdit(text);
        int from = 0;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if ((c == '=' || c == ':' || c == '>') && (c == '>' ? isElement(text, i) : isNamed(text, i, from))) {
                from = value(text, i, c, edit);
                i = Math.max(i + 1, from);
            } else {
                i++;
            }
        }
        return edit.result();
    }

    private boolean isNamed(String text, int separator, int from) {
        int end = separator;
        int first = Math.max(from, separator - LONGEST_GAP);
        while (end > first && " \t\"'\\]".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = end;
        first = Math.max(from, end - LONGEST_NAME);
        boolean encoded = false;
        while (start > first && isName(text.charAt(start - 1))) {
            start--;
            encoded |= text.charAt(start) == '%';
        }
        if (start == end) {
            return false;
        }
        return encoded
                ? names.contain(PercentText.decode(text.substring(start, end), true))
                : names.contain(text, start, end);
    }

    /** Whether a bracket ends the start of an element with a secret's name. */
    private boolean isElement(String text, int bracket) {
        int start = bracket;
        int first = Math.max(0, bracket - LONGEST_TAG);
        while (start > first && text.charAt(start - 1) != '<') {
            start--;
        }
        if (start == first) {
            return false;
        }
        int end = start;
        while (end < bracket && text.charAt(end) > ' ') {
            start = text.charAt(end) == ':' ? end + 1 : start;
            end++;
        }
        return text.charAt(bracket - 1) != '/' && text.charAt(start) != '/' && names.contain(text, start, end);
    }

    private static boolean isName(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '_'
                || c == '-'
                || c == '.'
                || c == '%'
                || c == '['
                || c >= 0x80;
    }

    /** Masks the value behind a separator; where it ends. */
    private int value(String text, int separator, char kind, TextEdit edit) {
        int start = separator + 1;
        if (kind == '>') {
            int close = text.indexOf("</", start);
            return replace(text, start, close < 0 ? text.length() : close, edit);
        }
        while (start < text.length() && (text.charAt(start) == ' ' || text.charAt(start) == '\t')) {
            start++;
        }
        int opening = start;
        while (start < text.length() && text.charAt(start) == '\\') {
            start++;
        }
        if (start < text.length() && (text.charAt(start) == '"' || text.charAt(start) == '\'')) {
            return replace(text, start + 1, closing(text, start, start > opening), edit);
        }
        if (start < text.length() && (text.charAt(start) == '{' || text.charAt(start) == '[')) {
            return replace(text, start, structureEnd(text, start), edit);
        }
        return replace(text, opening, plainEnd(text, opening, kind), edit);
    }

    /** The end of what a quote begins; an escaped quote is ended by another such. */
    private static int closing(String text, int quote, boolean escaped) {
        char mark = text.charAt(quote);
        int i = quote + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == mark || (escaped && c == '\\')) {
                return i;
            }
            i += c == '\\' ? 2 : 1;
        }
        return text.length();
    }

    /** The end of an object or array; the text's end if it has none. */
    private static int structureEnd(String text, int start) {
        int depth = 0;
        int i = start;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '"') {
                i = closing(text, i, false);
            } else if (c == '{' || c == '[') {
                depth++;
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return i + 1;
            }
            i++;
        }
        return text.length();
    }

    private static int plainEnd(String text, int start, char kind) {
        String ends = kind == '=' ? ENDS_PLAIN : ENDS_LINE;
        int end = start;
        while (end < text.length() && ends.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private int replace(String text, int start, int end, TextEdit edit) {
        if (start < end) {
            String value = text.substring(start, end);
            edit.replace(start, end, mask.of(PercentText.decode(value, true)));
        }
        return end;
    }
}
