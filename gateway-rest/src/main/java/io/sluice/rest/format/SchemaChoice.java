package io.sluice.rest.format;

import org.jspecify.annotations.Nullable;

/**
 * What a request says about the schema of its keys or values. At most one of text, id and version may be given; without
 * any, the subject's latest version is meant.
 *
 * @param schema the schema's text, which is registered if it is not yet
 * @param id the schema's id in the registry
 * @param version the schema's version under its subject
 * @param subject the subject; null to have it named by the strategy
 * @param strategy null for {@link SubjectNameStrategy#TOPIC_NAME}
 */
public record SchemaChoice(
        @Nullable String schema,
        @Nullable Integer id,
        @Nullable Integer version,
        @Nullable String subject,
        @Nullable SubjectNameStrategy strategy) {

    /** Refuses members that contradict each other. */
    void check() {
        int given = (schema == null ? 0 : 1) + (id == null ? 0 : 1) + (version == null ? 0 : 1);
        if (given > 1) {
            throw Failures.unprocessable("Only one of schema text, schema id and schema version can be given.");
        }
        if (subject != null && strategy != null) {
            throw Failures.unprocessable("Only one of 'subject' and 'subject_name_strategy' can be given.");
        }
    }

    /**
     * The subject's name.
     *
     * @param schemaName null if the schema is not known, or has no name
     */
    String subject(RecordSide side, @Nullable String schemaName) {
        if (subject != null) {
            return subject;
        }
        SubjectNameStrategy by = strategy == null ? SubjectNameStrategy.TOPIC_NAME : strategy;
        String name = by.subject(side, schemaName);
        if (name == null) {
            throw Failures.unprocessable("The subject name strategy " + by
                    + " needs the text or the id of a schema that has a name. Give one, or the subject.");
        }
        return name;
    }
}
