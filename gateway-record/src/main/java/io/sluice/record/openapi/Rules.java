package io.sluice.record.openapi;

import static java.util.Objects.requireNonNull;

import io.sluice.record.path.PathRules;
import io.sluice.record.schema.SchemaRules;

/**
 * How exchanges become a document.
 *
 * @param paths which paths there are
 * @param schemas what is learned of values
 * @param perHost whether each host has a document of its own
 * @param examples whether bodies are shown, with all the secrets that they may hold
 */
public record Rules(PathRules paths, SchemaRules schemas, boolean perHost, boolean examples) {
    /** One document without enumerations and examples. */
    public static final Rules USUAL = new Rules(PathRules.NONE, SchemaRules.USUAL, false, false);

    /** Nothing may be null. */
    public Rules {
        requireNonNull(paths, "paths");
        requireNonNull(schemas, "schemas");
    }
}
