package io.sluice.record.recorder;

import org.jspecify.annotations.Nullable;

/**
 * A body as it is recorded. Immutable.
 *
 * @param text what there is of it; null if it is left out
 * @param isTruncated whether there is more of it
 * @param omission why it is left out; null if it is not
 */
record BodyText(
        @Nullable String text,
        boolean isTruncated,
        @Nullable Omission omission) {
    /** A body of no bytes. */
    static final BodyText EMPTY = new BodyText("", false, null);

    /** A body that is left out. */
    static BodyText omitted(Omission reason) {
        return new BodyText(null, false, reason);
    }
}
