package io.sluice.rest.format;

import java.util.Map;

/** Reads keys and values whose schemas have been fetched before. */
final class SchemaReader implements ContentReader {
    private final Format format;
    private final Map<Integer, ParsedSchema> schemas;
    private final Map<Integer, String> failures;

    /**
     * A reader.
     *
     * @param schemas by their ids
     * @param failures why there is no schema, by ids
     */
    SchemaReader(Format format, Map<Integer, ParsedSchema> schemas, Map<Integer, String> failures) {
        this.format = format;
        this.schemas = Map.copyOf(schemas);
        this.failures = Map.copyOf(failures);
    }

    @Override
    public Content read(byte[] bytes) throws UnreadableException {
        Integer id = SchemaId.of(bytes);
        if (id == null) {
            throw new UnreadableException("it does not begin with a 0 and the id of a schema");
        }
        ParsedSchema schema = schemas.get(id);
        if (schema == null) {
            throw new UnreadableException(failures.getOrDefault(id, "its schema " + id + " was not fetched"));
        }
        if (schema.format() != format) {
            throw new UnreadableException("its schema " + id + " is of format " + schema.format() + ", not " + format);
        }
        return Content.json(schema.decode(bytes, SchemaId.LENGTH));
    }
}
