package io.sluice.record.recorder.redact;

import org.jspecify.annotations.Nullable;

/** A text of which parts are replaced from its beginning to its end; all else stays as it is. One thread. */
final class TextEdit {
    private final String text;
    private @Nullable StringBuilder edited;
    private int copied;

    TextEdit(String text) {
        this.text = text;
    }

    /** Replaces a part that lies behind all that were replaced before. */
    void replace(int start, int end, String replacement) {
        if (edited == null) {
            edited = new StringBuilder(text.length() + 16);
        }
        edited.append(text, copied, start).append(replacement);
        copied = end;
    }

    /** The text with its replacements; the same object if there were none. */
    String result() {
        return edited == null
                ? text
                : edited.append(text, copied, text.length()).toString();
    }
}
