package io.sluice.record.recorder.redact;

/** Kinds of characters, as bits, so that a pass over a text can find out what to look for in it. Stateless. */
final class Characters {
    /** May be part of a secret that {@link ValueScanner} knows by its looks. */
    static final int TRIGGER = 1;
    /** May stand between a name and its value. */
    static final int SEPARATOR = 2;
    /** Ends a run of plain characters in a JSON string: a quote. */
    static final int QUOTE = 4;
    /** Begins an escape in a JSON string. */
    static final int BACKSLASH = 8;
    /** Begins an escape in a URL. */
    static final int PERCENT = 16;

    private static final int ASCII = 128;
    private static final byte[] KINDS = new byte[ASCII];

    static {
        for (char c : ValueScanner.TRIGGERS.toCharArray()) {
            KINDS[c] |= TRIGGER;
        }
        for (char c : "=:>".toCharArray()) {
            KINDS[c] |= SEPARATOR;
        }
        KINDS['"'] |= QUOTE;
        KINDS['\\'] |= BACKSLASH;
        KINDS['%'] |= PERCENT;
    }

    private Characters() {}

    /** The bits of a character. */
    static int of(char c) {
        return c < ASCII ? KINDS[c] : 0;
    }

    /** The bits of all characters of a text. */
    static int of(String text) {
        int kinds = 0;
        for (int i = 0; i < text.length(); i++) {
            kinds |= of(text.charAt(i));
        }
        return kinds;
    }
}
