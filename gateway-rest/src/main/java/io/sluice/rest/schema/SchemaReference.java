package io.sluice.rest.schema;

import static java.util.Objects.requireNonNull;

/**
 * One schema's use of another.
 *
 * @param name what the schema calls it: an import, a URI, a full name
 * @param subject where the registry has it
 * @param version its version there
 */
public record SchemaReference(String name, String subject, int version) {
    /** Checks the names. */
    public SchemaReference {
        requireNonNull(name, "name");
        requireNonNull(subject, "subject");
    }
}
