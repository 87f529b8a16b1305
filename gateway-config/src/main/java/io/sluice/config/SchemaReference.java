package io.sluice.config;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * One entry of the list below a model's catalog. Exactly one of id, strategy and subject is present.
 *
 * @param id number of the schema in the catalog
 * @param strategy {@code topic} or {@code encoded}
 * @param subject name of the schema
 * @param version {@code latest} when not said
 * @param overlay subject of an overlay; null for none
 * @param record name of the protobuf message; null for other models
 */
public record SchemaReference(
        Location at,
        @Nullable Integer id,
        @Nullable String strategy,
        @Nullable Text subject,
        String version,
        @Nullable Text overlay,
        @Nullable Text record) {
    /** Default of {@code version}. */
    public static final String LATEST = "latest";

    /** Rejects missing parts. */
    public SchemaReference {
        requireNonNull(at, "at");
        requireNonNull(version, "version");
    }
}
