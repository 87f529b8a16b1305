package io.sluice.rest.format;

/** How deep brackets lie within each other, in JSON as well as in .proto text: what parsers that recurse must not meet. */
final class Nesting {
    private final String text;
    private int at;

    private Nesting(String text) {
        this.text = text;
    }

    /** Counts brackets of all kinds outside of strings and comments. */
    static int depth(String text) {
        return new Nesting(text).count();
    }

    private int count() {
        int depth = 0;
        int deepest = 0;
        for (at = 0; at < text.length(); at++) {
            switch (text.charAt(at)) {
                case '{', '[', '(', '<' -> deepest = Math.max(deepest, ++depth);
                case '}', ']', ')', '>' -> depth--;
                case '"', '\'' -> skipString(text.charAt(at));
                case '/' -> skipComment();
                default -> {}
            }
        }
        return deepest;
    }

    private void skipString(char quote) {
        for (at++; at < text.length() && text.charAt(at) != quote; at++) {
            if (text.charAt(at) == '\\') {
                at++;
            }
        }
    }

    private void skipComment() {
        if (text.startsWith("//", at)) {
            skipTo("\n");
        } else if (text.startsWith("/*", at)) {
            skipTo("*/");
        }
    }

    private void skipTo(String end) {
        int found = text.indexOf(end, at + 2);
        at = found < 0 ? text.length() : found + end.length() - 1;
    }
}
