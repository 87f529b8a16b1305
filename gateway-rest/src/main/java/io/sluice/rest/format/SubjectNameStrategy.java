package io.sluice.rest.format;

import org.jspecify.annotations.Nullable;

/** What the registry's subject of a topic's keys or values is named after. */
public enum SubjectNameStrategy {
    /** The topic: {@code <topic>-key} or {@code <topic>-value}. What is meant where nothing is said. */
    TOPIC_NAME,
    /** The schema: its full name, or the title of a JSON Schema. */
    RECORD_NAME,
    /** Both: {@code <topic>-<name>}. */
    TOPIC_RECORD_NAME;

    /**
     * The subject's name.
     *
     * @param schemaName null if the schema is not known, or has no name
     * @return null if the schema's name is needed and missing
     */
    @Nullable String subject(RecordSide side, @Nullable String schemaName) {
        return switch (this) {
            case TOPIC_NAME -> side.topic() + (side.key() ? "-key" : "-value");
            case RECORD_NAME -> schemaName;
            case TOPIC_RECORD_NAME -> schemaName == null ? null : side.topic() + "-" + schemaName;
        };
    }
}
