package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Values of a schema: a 0, the schema's id in four bytes, the highest first, and what the schema's format makes of a value. */
final class SchemaEncoder implements RecordEncoder {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private final ParsedSchema parsed;
    private final RegisteredSchema schema;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);

    SchemaEncoder(PreparedSchema prepared) {
        this.parsed = prepared.parsed();
        this.schema = prepared.registered();
    }

    @Override
    public byte[] encode(JsonParser value) throws IOException {
        byte[] json = JsonCopy.copy(value);
        Exponents.check(json);
        return encode(json);
    }

    @Override
    public byte[] encodeAbsent() {
        return encode(NULL);
    }

    @Override
    public RegisteredSchema schema() {
        return schema;
    }

    private byte[] encode(byte[] json) {
        bytes.reset();
        bytes.write(SchemaId.MAGIC);
        bytes.write(schema.id() >>> 24);
        bytes.write(schema.id() >>> 16);
        bytes.write(schema.id() >>> 8);
        bytes.write(schema.id());
        parsed.encode(json, bytes);
        return bytes.toByteArray();
    }
}
