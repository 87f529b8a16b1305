package io.sluice.record.diff;

/**
 * A difference between two documents.
 *
 * @param kind what became of it
 * @param place what it is, such as {@code GET /users/{id} response 200 application/json .name}
 * @param detail the difference in words
 * @param breaking whether a client or a server that kept to the first document may fail with the second
 */
public record Change(Kind kind, String place, String detail, boolean breaking) {

    /** What can become of a part of a document. */
    public enum Kind {
        /** Only the second document has it. */
        ADDED,
        /** Only the first document has it. */
        REMOVED,
        /** Both have it, in different ways. */
        CHANGED
    }
}
