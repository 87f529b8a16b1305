package io.sluice.rest.schema;

import static java.util.Objects.requireNonNull;

/**
 * A schema's place under a subject.
 *
 * @param subject the subject's name
 * @param id the schema's id in the registry
 * @param version counted within the subject, from 1
 * @param schema the schema itself
 */
public record SubjectVersion(String subject, int id, int version, RegistrySchema schema) {
    /** Checks the parts. */
    public SubjectVersion {
        requireNonNull(subject, "subject");
        requireNonNull(schema, "schema");
    }
}
