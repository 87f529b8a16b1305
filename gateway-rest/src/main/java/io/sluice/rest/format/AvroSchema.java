package io.sluice.rest.format;

import io.sluice.rest.format.ContentReader.UnreadableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.io.JsonEncoder;
import org.jspecify.annotations.Nullable;

/**
 * Avro: unions are wrapped in JSON, and values of logical types stand as those of their base types.
 *
 * <p>By the rule of the registry's own serializers, a value of the schema {@code bytes} stands in the record as it is,
 * without Avro's length before it.
 */
final class AvroSchema implements ParsedSchema {
    private static final GenericData DATA = new GenericData(); // knows no logical type

    static {
        DATA.setFastReaderEnabled(false); // it would go past AvroReader's limits
    }

    private final Schema schema;

    private AvroSchema(Schema schema) {
        this.schema = schema;
    }

    static AvroSchema parse(String text, Collection<String> references) throws InvalidSchemaException {
        var parser = new Schema.Parser();
        for (String reference : references) {
            parser.parse(reference);
        }
        Schema schema = parser.parse(text);
        AvroExtent.check(schema);
        return new AvroSchema(schema);
    }

    @Override
    public Format format() {
        return Format.AVRO;
    }

    @Override
    public @Nullable String name() {
        return switch (schema.getType()) {
            case RECORD, ENUM, FIXED -> schema.getFullName();
            default -> null;
        };
    }

    @Override
    public void encode(byte[] json, ByteArrayOutputStream to) {
        try {
            var decoder = DecoderFactory.get().jsonDecoder(schema, new ByteArrayInputStream(json));
            Object datum = new AvroReader(schema, DATA, json.length).read(decoder);
            if (datum instanceof ByteBuffer bytes) {
                to.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
                return;
            }
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(to, null);
            new GenericDatumWriter<@Nullable Object>(schema, DATA).write(datum, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) { // values can break Avro in many ways
            throw Failures.badRequest(message(e));
        }
    }

    @Override
    public byte[] decode(byte[] record, int from) throws UnreadableException {
        var json = new ByteArrayOutputStream(record.length * 2);
        try {
            JsonEncoder encoder = EncoderFactory.get().jsonEncoder(schema, json);
            new GenericDatumWriter<@Nullable Object>(schema, DATA).write(datum(record, from), encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new UnreadableException("not of its Avro schema: " + message(e));
        }
        return json.toByteArray();
    }

    private @Nullable Object datum(byte[] record, int from) throws IOException {
        if (schema.getType() == Schema.Type.BYTES) {
            return ByteBuffer.wrap(Arrays.copyOfRange(record, from, record.length));
        }
        var decoder = DecoderFactory.get().binaryDecoder(record, from, record.length - from, null);
        Object datum = new AvroReader(schema, DATA, record.length).read(decoder);
        if (!decoder.isEnd()) {
            throw new IOException("bytes are left behind it");
        }
        return datum;
    }

    private static String message(Exception e) {
        String message = String.valueOf(e.getMessage());
        int place = message.indexOf("\n at ["); // where it stands in a copy that nobody sees
        return Failures.quoted(place < 0 ? message : message.substring(0, place));
    }
}
