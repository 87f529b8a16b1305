package io.sluice.rest.format;

/**
 * The schema that records were made with, as responses name it.
 *
 * @param format of the values
 * @param subject where the registry has it
 * @param id in the registry
 * @param version under the subject
 */
public record RegisteredSchema(Format format, String subject, int id, int version) {}
