package io.sluice.record.recorder.redact;

/**
 * What a kind of secret looks like: it begins with a text that nothing else begins with, and goes on with characters of a
 * kind. Immutable.
 */
final class TokenShape {
    private static final int ASCII = 128;

    private final String prefix;
    private final int at;
    private final boolean[] rest;
    private final int least;
    private final boolean dotted;

    /**
     * A shape.
     *
     * @param prefix its beginning
     * @param at the place in the prefix of the character by which, with the one before it, it is found
     * @param rest the characters that follow, as single ones and ranges such as {@code a-z}
     * @param least how many of them there are at least
     * @param dotted whether a dot is among them
     */
    TokenShape(String prefix, int at, String rest, int least, boolean dotted) {
        this.prefix = prefix;
        this.at = at;
        this.rest = characters(rest);
        this.least = least;
        this.dotted = dotted;
    }

    private static boolean[] characters(String ranges) {
        var set = new boolean[ASCII];
        int i = 0;
        while (i < ranges.length()) {
            boolean range = i + 2 < ranges.length() && ranges.charAt(i + 1) == '-';
            char last = ranges.charAt(range ? i + 2 : i);
            for (char c = ranges.charAt(i); c <= last; c++) {
                set[c] = true;
            }
            i += range ? 3 : 1;
        }
        return set;
    }

    /** The character by which it is found. */
    char trigger() {
        return prefix.charAt(at);
    }

    /** That character with the one before it. */
    String triggers() {
        return prefix.substring(at - 1, at + 1);
    }

    /** Where it begins if its trigger is at a place; -1 if that is none of it. */
    int start(String text, int trigger, int from) {
        int start = trigger - at;
        return start >= from && text.startsWith(prefix, start) ? start : -1;
    }

    /** Whether a dot is among its characters; all such shapes have the same characters. */
    boolean isDotted() {
        return dotted;
    }

    /** Where its characters end. */
    int end(String text, int start) {
        int end = start + prefix.length();
        while (end < text.length() && text.charAt(end) < ASCII && rest[text.charAt(end)]) {
            end++;
        }
        return end;
    }

    /**
     * Whether a part of a text is such a secret.
     *
     * @param cut whether the text may go on behind its end, so that there may be more of the secret
     */
    boolean fits(String text, int start, int end, boolean cut) {
        if (cut && end == text.length()) {
            return true;
        }
        int body = start + prefix.length();
        int dot = dotted ? text.indexOf('.', body) : body;
        return end - body >= least && dot >= 0 && dot <= end;
    }
}
