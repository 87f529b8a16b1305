package io.sluice.record.openapi;

import java.util.Locale;

/** How the content of a media type is looked at. */
enum MediaKind {
    /** JSON, or a type whose name ends in {@code +json}. */
    JSON,
    /** The fields of a form, as pairs. */
    FORM,
    /** Parts with names. */
    MULTIPART,
    /** Text of any kind; XML is not looked into. */
    TEXT,
    /** Anything else. */
    BINARY;

    private static final int MAX_LENGTH = 100;

    /** The media type of a content-type field without its parameters, in lower case; empty when it is none. */
    static String mediaType(String contentType) {
        int end = contentType.indexOf(';');
        String type =
                (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        boolean valid = type.length() <= MAX_LENGTH
                && type.indexOf('/') > 0
                && type.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return valid ? type : "";
    }

    static MediaKind of(String mediaType) {
        if (mediaType.equals("application/json") || mediaType.endsWith("+json")) {
            return JSON;
        }
        return switch (mediaType) {
            case "application/x-www-form-urlencoded" -> FORM;
            case "multipart/form-data" -> MULTIPART;
            case "application/xml",
                    "application/x-ndjson",
                    "application/jsonl",
                    "application/javascript",
                    "application/graphql",
                    "application/yaml",
                    "application/x-yaml" -> TEXT;
            default -> mediaType.startsWith("text/") || mediaType.endsWith("+xml") ? TEXT : BINARY;
        };
    }
}
