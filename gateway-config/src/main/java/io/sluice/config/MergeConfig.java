package io.sluice.config;

import static java.util.Objects.requireNonNull;

/**
 * {@code merge} of a fetch: many records, one body.
 *
 * @param contentType media type of the body
 * @param patchInitial JSON value that the records are added to
 * @param patchPath JSON pointer (RFC 6901) where each record is added
 */
public record MergeConfig(Location at, String contentType, Text patchInitial, Text patchPath) {
    /** Default of {@code content-type}. */
    public static final String DEFAULT_CONTENT_TYPE = "application/json";
    /** Default of {@code patch.initial}: an empty array. */
    public static final String DEFAULT_INITIAL = "[]";
    /** Default of {@code patch.path}: the end of the array. */
    public static final String DEFAULT_PATH = "/-";

    /** Rejects missing parts. */
    public MergeConfig {
        requireNonNull(at, "at");
        requireNonNull(contentType, "contentType");
        requireNonNull(patchInitial, "patchInitial");
        requireNonNull(patchPath, "patchPath");
    }

    /** A merge that says nothing but that it is one. */
    public static MergeConfig defaults(Location at) {
        return new MergeConfig(at, DEFAULT_CONTENT_TYPE, new Text(DEFAULT_INITIAL, at), new Text(DEFAULT_PATH, at));
    }
}
