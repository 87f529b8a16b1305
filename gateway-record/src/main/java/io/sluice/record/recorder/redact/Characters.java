package io.sluice.record.recorder.redact;

/** Kinds of characters, as bits, so that a pass over a text can find out what to look for in it. Stateless. */
final class Characters {
    /** With the character before it, may be part of a secret that {@link ValueScanner} knows by its looks. */
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
    private static final boolean[] PAIRS = new boolean[ASCII * ASCII];

    static {
        for (String pair : ValueScanner.TRIGGERS) {
            KINDS[pair.charAt(1)] |= TRIGGER;
            PAIRS[pair.charAt(0) * ASCII + pair.charAt(1)] = true;
        }
        for (char c : "=:>".toCharArray()) {
            KINDS[c] |= SEPARATOR;
        }
        KINDS['"'] |= QUOTE;
        KINDS['\\'] |= BACKSLASH;
        KINDS['%'] |= PERCENT;
    }

    private Characters() {}

    /** The bits of a character that stands behind another. */
    static int of(char before, char c) {
        if (c >= ASCII) {
            return 0;
        }
        int kinds = KINDS[c];
        return (kinds & TRIGGER) == 0 || (before < ASCII && PAIRS[before * ASCII + c]) ? kinds : kinds & ~TRIGGER;
    }

    /** The bits of all characters of a text. */
    static int of(String text) {
        int kinds = 0;
        char before = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            kinds |= of(before, c);
            before = c;
        }
        return kinds;
    }
}
