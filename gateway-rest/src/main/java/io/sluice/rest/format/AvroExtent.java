package io.sluice.rest.format;

import java.util.IdentityHashMap;
import org.apache.avro.Schema;

/**
 * How many parts a schema has once every use of a record is written out. Avro's decoders do write them out, so that records
 * which use the one before twice would take time and memory without end.
 */
final class AvroExtent {
    private static final long MAX_PARTS = 100_000;

    private final IdentityHashMap<Schema, Long> known =
            new IdentityHashMap<>(); // 1 for records whose count is under way

    private AvroExtent() {}

    /** Refuses schemas of more than 100 000 parts. */
    static void check(Schema schema) throws InvalidSchemaException {
        if (new AvroExtent().parts(schema) > MAX_PARTS) {
            throw new InvalidSchemaException(
                    "more than " + MAX_PARTS + " parts once all uses of records are written out");
        }
    }

    private long parts(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> {
                Long counted = known.putIfAbsent(schema, 1L);
                if (counted != null) {
                    yield counted;
                }
                long parts = 1;
                for (Schema.Field field : schema.getFields()) {
                    parts = bounded(parts + parts(field.schema()));
                }
                known.put(schema, parts);
                yield parts;
            }
            case UNION -> {
                long parts = 1;
                for (Schema branch : schema.getTypes()) {
                    parts = bounded(parts + parts(branch));
                }
                yield parts;
            }
            case ARRAY -> 1 + parts(schema.getElementType());
            case MAP -> 1 + parts(schema.getValueType());
            default -> 1;
        };
    }

    private static long bounded(long parts) {
        return Math.min(parts, MAX_PARTS + 1);
    }
}
