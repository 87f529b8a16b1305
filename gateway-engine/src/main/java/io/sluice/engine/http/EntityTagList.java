package io.sluice.engine.http;

/** One pass over the members of a list of entity tags. */
final class EntityTagList {
    private final String text;
    private int position;

    EntityTagList(String text) {
        this.text = text;
    }

    /** Whether a member's opaque tag is this one; weak and strong tags compare equal. */
    boolean contains(String opaque) {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == ',' || c == ' ' || c == '\t') {
                position++;
            } else if (nextIs(opaque)) {
                return true;
            }
        }
        return false;
    }

    private boolean nextIs(String opaque) {
        int quote = text.startsWith("W/\"", position) ? position + 2 : position;
        boolean quoted = text.charAt(quote) == '"';
        int start = quoted ? quote + 1 : position;
        int end = text.indexOf(quoted ? '"' : ',', start);
        if (end < 0) {
            position = text.length();
            return !quoted && isRange(opaque, start, position);
        }
        position = end + 1;
        return isRange(opaque, start, quoted ? end : endOfToken(start, end));
    }

    /** Without the white space before the comma. */
    private int endOfToken(int start, int comma) {
        int end = comma;
        while (end > start && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\t')) {
            end--;
        }
        return end;
    }

    private boolean isRange(String opaque, int start, int end) {
        return opaque.length() == end - start && text.startsWith(opaque, start);
    }
}
