package io.sluice.rest.schema;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A schema as registries keep it.
 *
 * @param type its language
 * @param text itself, not parsed
 * @param references what it uses
 */
public record RegistrySchema(SchemaType type, String text, List<SchemaReference> references) {
    /** Copies the list. */
    public RegistrySchema {
        requireNonNull(type, "type");
        requireNonNull(text, "text");
        references = List.copyOf(references);
    }
}
