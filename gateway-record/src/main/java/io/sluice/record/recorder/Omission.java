package io.sluice.record.recorder;

import java.util.Locale;

/** Why a body that was there is not in the record. */
enum Omission {
    /** Bodies of such exchanges are not recorded. */
    NOT_WANTED,
    /** Bodies of its media type are not recorded. */
    CONTENT_TYPE,
    /** Nobody has read it, or it was not kept. */
    UNREAD,
    /** It is no text in its charset. */
    BINARY,
    /** Its content encoding is none that the recorder undoes, or it is not encoded so. */
    CONTENT_ENCODING,
    /** What is to be masked in it cannot be found, because it is not what it says it is. */
    NOT_REDACTABLE,
    /** The sink cannot take it. */
    TOO_LARGE;

    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** The name in {@code meta.omittedBecause}. */
    String label() {
        return label;
    }
}
