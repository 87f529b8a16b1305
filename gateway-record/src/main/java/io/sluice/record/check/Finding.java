package io.sluice.record.check;

/**
 * Something that a document does not allow.
 *
 * @param kind what is wrong
 * @param operation the method and the path or its template
 * @param detail where and what, in words
 * @param count how many exchanges it was found in
 * @param example the place of the first of them
 */
public record Finding(Kind kind, String operation, String detail, long count, String example) {

    /** What can be wrong with an exchange. */
    public enum Kind {
        /** No path matches. */
        UNKNOWN_PATH("unknown path"),
        /** The path has no such method. */
        UNKNOWN_METHOD("unknown method"),
        /** The operation has no such status. */
        UNKNOWN_STATUS("unknown status"),
        /** A required parameter is missing. */
        MISSING_PARAMETER("missing parameter"),
        /** A parameter's value does not match its schema. */
        PARAMETER("parameter"),
        /** A required body is missing. */
        MISSING_BODY("missing body"),
        /** The media type is not among those of the message. */
        UNKNOWN_MEDIA_TYPE("unknown media type"),
        /** A request's body does not match its schema. */
        REQUEST_BODY("request body"),
        /** A response's body does not match its schema. */
        RESPONSE_BODY("response body");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** What is wrong, in words. */
        public String words() {
            return words;
        }
    }
}
