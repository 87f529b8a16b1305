package io.sluice.engine.route;

/**
 * A piece of a path pattern.
 *
 * @param kind what it matches
 * @param text the text of a literal, the name of a parameter; empty for {@code *}
 */
record PathToken(Kind kind, String text) {

    /** What a piece matches. */
    enum Kind {
        /** Itself. */
        LITERAL,
        /** {@code {name}}: one or more characters up to a delimiter. */
        SEGMENT,
        /** {@code {name*}}: one or more characters. */
        REST,
        /** {@code *}: any characters. */
        ANYTHING
    }

    boolean isParam() {
        return kind == Kind.SEGMENT || kind == Kind.REST;
    }

    boolean spansSegments() {
        return kind == Kind.REST || kind == Kind.ANYTHING;
    }

    boolean isLiteral() {
        return kind == Kind.LITERAL;
    }
}
