package io.sluice.rest.format;

import io.sluice.rest.schema.RegistrySchema;

/**
 * A schema of the registry.
 *
 * @param text as the registry has it
 * @param parsed ready for use
 */
record KnownSchema(RegistrySchema text, ParsedSchema parsed) {}
