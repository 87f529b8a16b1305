package io.sluice.rest.format;

import io.sluice.rest.schema.RegistrySchema;
import java.util.Map;

/** Parses schemas, those of strangers included: their length and depth are bounded before any library sees them. */
final class SchemaParser {
    private static final int MAX_LENGTH = 1 << 20;
    private static final int MAX_DEPTH = 200;

    private SchemaParser() {}

    /**
     * Parses a schema.
     *
     * @param references texts of the schemas that it uses by name, each behind those that it uses itself
     */
    static ParsedSchema parse(RegistrySchema schema, Map<String, String> references) throws InvalidSchemaException {
        long length = schema.text().length();
        check(schema.text());
        for (String reference : references.values()) {
            length += reference.length();
            check(reference);
        }
        if (length > MAX_LENGTH) {
            throw new InvalidSchemaException("longer than " + MAX_LENGTH + " characters");
        }
        try {
            return switch (schema.type()) {
                case AVRO -> AvroSchema.parse(schema.text(), references.values());
                case JSON -> JsonSchema.parse(schema.text(), references);
                case PROTOBUF -> ProtobufSchema.parse(schema.text(), references);
            };
        } catch (RuntimeException | StackOverflowError e) { // libraries have many words for it
            throw new InvalidSchemaException(e.getMessage());
        }
    }

    private static void check(String text) throws InvalidSchemaException {
        if (Nesting.depth(text) > MAX_DEPTH) {
            throw new InvalidSchemaException("more than " + MAX_DEPTH + " brackets within each other");
        }
    }
}
