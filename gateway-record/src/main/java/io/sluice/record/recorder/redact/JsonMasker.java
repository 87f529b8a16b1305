package io.sluice.record.recorder.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Masks secrets in JSON by the names of members, by paths, and by the looks of strings, while it reads it from its beginning
 * to its end; so a text that breaks off is masked as far as it goes. All else stays as it is, down to spaces and digits. A
 * sequence of values is taken like one. One thread; not for use within itself.
 */
final class JsonMasker {
    private static final int DEEPEST = 256;
    private static final int NONE = Integer.MAX_VALUE;

    private enum Expected {
        VALUE,
        VALUE_OR_END,
        NAME,
        NAME_OR_END,
        COLON,
        NEXT
    }

    private final SecretNames names;
    private final Mask mask;
    private final TextMask texts;
    private final JsonPath[] paths;
    private final boolean[] isArray = new boolean[DEEPEST];
    private final int[] elements = new int[DEEPEST];
    private final long[][] places; // of each path, at each depth
    private final long[] current; // of each path, at the value that is read

    private String text = "";
    private boolean cut;
    private TextEdit edit = new TextEdit("");
    private Expected expected = Expected.VALUE;
    private int depth;
    private int namedDepth; // the depth of the outermost container with a secret's name; else NONE
    private int placedDepth; // that of the outermost at a path
    private boolean named; // whether the member that is read has a secret's name
    private int kinds; // of the characters in the string that was read last

    /** Masks text that is not structured any further. */
    interface TextMask {
        /**
         * The text with secrets masked; the same object if there are none.
         *
         * @param kinds of its characters
         * @param cut whether it may go on behind its end
         */
        String mask(String text, int kinds, boolean cut);

        /** Whether numbers may be secret. */
        boolean isForNumbers();
    }

    JsonMasker(SecretNames names, Mask mask, TextMask texts, List<String> paths) {
        this.names = names;
        this.mask = mask;
        this.texts = texts;
        this.paths = paths.stream().map(JsonPath::parse).toArray(JsonPath[]::new);
        this.places = new long[this.paths.length == 0 ? 0 : DEEPEST][this.paths.length];
        this.current = new long[this.paths.length];
    }

    /**
     * The text with secrets masked, the same object if there are none; null if it is no JSON as far as it goes, or nested
     * too deeply.
     *
     * @param isCut whether the text may go on behind its end
     */
    @Nullable String mask(String json, boolean isCut) {
        text = json;
        cut = isCut;
        edit = new TextEdit(json);
        expected = Expected.VALUE;
        depth = 0;
        namedDepth = NONE;
        placedDepth = NONE;
        named = false;
        int i = json.startsWith("\uFEFF") ? 1 : 0;
        while (i >= 0 && i < json.length()) {
            char c = json.charAt(i);
            i = c == ' ' || c == '\n' || c == '\r' || c == '\t' ? i + 1 : next(i, c);
        }
        String masked = i < 0 ? null : edit.result();
        edit = new TextEdit("");
        text = "";
        return masked;
    }

    /** Where to go on; -1 if this is no JSON. */
    private int next(int i, char c) {
        return switch (expected) {
            case NAME_OR_END -> c == '}' ? leave(i) : c == '"' ? name(i + 1) : -1;
            case NAME -> c == '"' ? name(i + 1) : -1;
            case COLON -> c == ':' ? colon(i) : -1;
            case VALUE_OR_END -> c == ']' ? leave(i) : value(i, c);
            case VALUE -> value(i, c);
            case NEXT -> behindValue(i, c);
        };
    }

    private int colon(int i) {
        expected = Expected.VALUE;
        return i + 1;
    }

    private int behindValue(int i, char c) {
        if (c == ',') {
            expected = isArray[depth - 1] ? Expected.VALUE : Expected.NAME;
            return i + 1;
        }
        return c == (isArray[depth - 1] ? ']' : '}') ? leave(i) : -1;
    }

    private int leave(int i) {
        depth--;
        namedDepth = namedDepth == depth ? NONE : namedDepth;
        placedDepth = placedDepth == depth ? NONE : placedDepth;
        ended();
        return i + 1;
    }

    private void ended() {
        named = false;
        expected = depth == 0 ? Expected.VALUE : Expected.NEXT;
    }

    private int name(int start) {
        int end = stringEnd(start);
        if ((kinds & Characters.BACKSLASH) == 0) {
            named = names.contain(text, start, end);
        } else {
            named = names.contain(JsonText.unescape(text.substring(start, end)));
        }
        if (paths.length > 0) {
            String name = JsonText.unescape(text.substring(start, end));
            for (int p = 0; p < paths.length; p++) {
                current[p] = paths[p].member(places[depth - 1][p], name);
            }
        }
        shown(start, end);
        expected = Expected.COLON;
        return end + 1;
    }

    private int value(int i, char c) {
        place();
        boolean placed = placedDepth != NONE || isPlaced();
        boolean secret = placed || named || namedDepth != NONE;
        if (c == '"') {
            int end = stringEnd(i + 1);
            if (secret) {
                masked(i + 1, end);
            } else {
                shown(i + 1, end);
            }
            ended();
            return end + 1;
        }
        if (c == '{' || c == '[') {
            return enter(i, c == '[', placed);
        }
        return literal(i, c, secret, placed);
    }

    /** Where the value is, by the paths. */
    private void place() {
        if (paths.length == 0 || (depth > 0 && !isArray[depth - 1])) {
            return;
        }
        int element = depth == 0 ? 0 : elements[depth - 1]++;
        for (int p = 0; p < paths.length; p++) {
            current[p] = depth == 0 ? JsonPath.root() : paths[p].element(places[depth - 1][p], element);
        }
    }

    private boolean isPlaced() {
        for (int p = 0; p < paths.length; p++) {
            if (paths[p].ends(current[p])) {
                return true;
            }
        }
        return false;
    }

    private int enter(int i, boolean array, boolean placed) {
        if (depth == DEEPEST) {
            return -1;
        }
        isArray[depth] = array;
        elements[depth] = 0;
        if (paths.length > 0) {
            System.arraycopy(current, 0, places[depth], 0, current.length);
        }
        namedDepth = named ? Math.min(namedDepth, depth) : namedDepth;
        placedDepth = placed ? Math.min(placedDepth, depth) : placedDepth;
        named = false;
        depth++;
        expected = array ? Expected.VALUE_OR_END : Expected.NAME_OR_END;
        return i + 1;
    }

    /** A number, or a word: words are masked only at paths, and null never. */
    private int literal(int i, char c, boolean secret, boolean placed) {
        int end = i;
        while (end < text.length() && isLiteral(text.charAt(end))) {
            end++;
        }
        boolean number = c == '-' || (c >= '0' && c <= '9');
        if (!number && !isWord(i, end)) {
            return -1;
        }
        if (number ? secret : placed && c != 'n') {
            edit.replace(i, end, '"' + mask.of(text.substring(i, end)) + '"');
        } else if (number && texts.isForNumbers()) {
            String value = text.substring(i, end);
            String shown = texts.mask(value, 0, cut && end == text.length());
            if (!shown.equals(value)) {
                edit.replace(i, end, '"' + JsonText.escape(shown) + '"');
            }
        }
        ended();
        return end;
    }

    private static boolean isLiteral(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '+' || c == '.' || c == 'E';
    }

    private boolean isWord(int start, int end) {
        String word = text.substring(start, Math.min(end, start + 6));
        return word.equals("true")
                || word.equals("false")
                || word.equals("null")
                || (end == text.length()
                        && !word.isEmpty()
                        && ("true".startsWith(word) || "false".startsWith(word) || "null".startsWith(word)));
    }

    /** Where a string ends that begins here; the text's end if it does not. */
    private int stringEnd(int start) {
        kinds = 0;
        int i = start;
        char before = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            int kind = Characters.of(before, c);
            before = c;
            if ((kind & (Characters.QUOTE | Characters.BACKSLASH)) != 0) {
                if ((kind & Characters.QUOTE) != 0) {
                    return i;
                }
                i++;
            }
            kinds |= kind;
            i++;
        }
        return text.length();
    }

    private void masked(int start, int end) {
        if (start < end) {
            edit.replace(start, end, mask.of(JsonText.unescape(text.substring(start, end))));
        }
    }

    /** A string that is not secret as a whole. */
    private void shown(int start, int end) {
        if (!texts.isForNumbers() && (kinds & ~Characters.PERCENT) == 0) {
            return;
        }
        boolean escaped = (kinds & Characters.BACKSLASH) != 0;
        String raw = text.substring(start, end);
        String value = escaped ? JsonText.unescape(raw) : raw;
        int all = escaped ? Characters.of(value) : kinds;
        String shown = texts.mask(value, all, cut && end == text.length());
        if (!shown.equals(value)) {
            edit.replace(start, end, JsonText.escape(shown));
        }
    }
}
