package io.sluice.rest.format;

/**
 * What values are encoded with.
 *
 * @param parsed the schema
 * @param registered its place in the registry
 */
record PreparedSchema(ParsedSchema parsed, RegisteredSchema registered) {}
