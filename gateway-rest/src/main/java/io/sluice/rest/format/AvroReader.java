package io.sluice.rest.format;

import io.sluice.rest.web.Json;
import java.io.IOException;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.ResolvingDecoder;
import org.jspecify.annotations.Nullable;

/**
 * Reads one value of limited depth and extent. Without the limits a few bytes could make a value of any size: a record of
 * fields of empty records doubles with every line of its schema, and a list of nulls takes no bytes at all.
 */
final class AvroReader extends GenericDatumReader<@Nullable Object> {
    private static final int MAX_FIXED = 1 << 24;
    private static final long PARTS = 100_000;
    private static final long PARTS_PER_BYTE = 32;

    private long partsLeft;
    private int depth;

    /**
     * A reader for one value.
     *
     * @param bytes how much the value is read from
     */
    AvroReader(Schema schema, GenericData data, int bytes) {
        super(schema, schema, data);
        this.partsLeft = PARTS + PARTS_PER_BYTE * bytes;
    }

    @Nullable Object read(Decoder in) throws IOException {
        return read(null, in);
    }

    @Override
    protected @Nullable Object readWithoutConversion(@Nullable Object old, Schema expected, ResolvingDecoder in)
            throws IOException {
        if (--partsLeft < 0) {
            throw new AvroRuntimeException("the value has too many parts for its size");
        }
        if (++depth > Json.MAX_DEPTH) {
            throw new AvroRuntimeException("the value is more than " + Json.MAX_DEPTH + " deep");
        }
        Object datum = super.readWithoutConversion(old, expected, in);
        depth--;
        return datum;
    }

    @Override
    protected @Nullable Object readFixed(@Nullable Object old, Schema schema, Decoder in) throws IOException {
        if (schema.getFixedSize() > MAX_FIXED) {
            throw new AvroRuntimeException("a fixed of more than " + MAX_FIXED + " bytes");
        }
        return super.readFixed(old, schema, in);
    }
}
