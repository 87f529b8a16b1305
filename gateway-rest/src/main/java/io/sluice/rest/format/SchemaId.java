package io.sluice.rest.format;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The beginning of keys and values that have a schema: a 0, and the schema's id in four bytes, the highest first. */
final class SchemaId {
    /** The first byte. */
    static final int MAGIC = 0;

    /** How many bytes stand before the value. */
    static final int LENGTH = 5;

    private SchemaId() {}

    /** The schema's id; null if the bytes are absent or do not begin with one. */
    static @Nullable Integer of(byte @Nullable [] bytes) {
        return bytes == null || bytes.length < LENGTH || bytes[0] != MAGIC
                ? null
                : ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    }
}
