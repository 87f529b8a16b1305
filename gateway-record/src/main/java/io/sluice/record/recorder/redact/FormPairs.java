package io.sluice.record.recorder.redact;

import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/** Masks secrets in {@code name=value} pairs that ampersands part: queries and forms. One thread. */
final class FormPairs {
    private final SecretNames names;
    private final Mask mask;
    private final UnaryOperator<String> text;

    /**
     * A mask of pairs.
     *
     * @param text masks what is secret by its looks
     */
    FormPairs(SecretNames names, Mask mask, UnaryOperator<String> text) {
        this.names = names;
        this.mask = mask;
        this.text = text;
    }

    /**
     * The pairs with secrets masked, all else as it was sent; the same object if there are none.
     *
     * @param taker gets each name and value, decoded and masked; a name without an equals sign has the value ""
     */
    String mask(String pairs, BiConsumer<String, String> taker) {
        var edit = new TextEdit(pairs);
        int start = 0;
        while (start <= pairs.length()) {
            int end = pairs.indexOf('&', start);
            end = end < 0 ? pairs.length() : end;
            if (end > start) {
                pair(pairs, start, end, edit, taker);
            }
            start = end + 1;
        }
        return edit.result();
    }

    private void pair(String pairs, int start, int end, TextEdit edit, BiConsumer<String, String> taker) {
        int equals = pairs.indexOf('=', start);
        int nameEnd = equals < 0 || equals > end ? end : equals;
        String name = PercentText.decode(pairs.substring(start, nameEnd), true);
        String shownName = text.apply(name);
        if (!shownName.equals(name)) {
            edit.replace(start, nameEnd, PercentText.encode(shownName));
        }
        if (nameEnd == end) {
            taker.accept(shownName, "");
            return;
        }
        String value = PercentText.decode(pairs.substring(nameEnd + 1, end), true);
        String shown = value.isEmpty() ? value : names.contain(name) ? mask.of(value) : text.apply(value);
        if (!shown.equals(value)) {
            edit.replace(nameEnd + 1, end, PercentText.encode(shown));
        }
        taker.accept(shownName, shown);
    }
}
