package io.sluice.rest.format;

/**
 * What values are encoded with.
 *
 * @param parsed the schema
 * @param registered its place in the registry
 * @param length of the text that is kept for it alone, in characters
 */
record PreparedSchema(ParsedSchema parsed, RegisteredSchema registered, int length) {}
