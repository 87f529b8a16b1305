package io.sluice.engine.spi;

import java.util.Objects;

/**
 * How a fetch merges records into one JSON document ({@code merge.patch}).
 *
 * @param initial the document without records; {@code []} by default
 * @param path the JSON Pointer at which each value is added (RFC 6902 section 4.1); {@code /-} by default
 */
public record MergeSpec(String initial, String path) {

    /** Checks for nulls. */
    public MergeSpec {
        Objects.requireNonNull(initial, "initial");
        Objects.requireNonNull(path, "path");
    }
}
