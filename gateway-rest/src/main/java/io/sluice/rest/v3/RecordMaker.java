package io.sluice.rest.v3;

import com.fasterxml.jackson.core.JsonParser;
import io.sluice.rest.format.Format;
import io.sluice.rest.format.Formats;
import io.sluice.rest.format.RecordEncoder;
import io.sluice.rest.format.RecordSide;
import io.sluice.rest.format.RegisteredSchema;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Encodes the keys and values of records. Thread-safe; never waits. */
final class RecordMaker {
    private final Formats formats;

    RecordMaker(Formats formats) {
        this.formats = formats;
    }

    /**
     * The record with its key and value encoded: at once unless a schema has to be fetched, then by a thread of the registry.
     * Fails with what a key or value that cannot be encoded means to the client.
     */
    CompletableFuture<EncodedRecord> encode(String topic, RecordRequest request) {
        CompletableFuture<EncodedRecord.@Nullable Data> key = encode(new RecordSide(topic, true), request.key());
        CompletableFuture<EncodedRecord.@Nullable Data> value = encode(new RecordSide(topic, false), request.value());
        return key.thenCombine(value, (keyData, valueData) -> new EncodedRecord(topic, request, keyData, valueData));
    }

    private CompletableFuture<EncodedRecord.@Nullable Data> encode(RecordSide side, RecordRequest.@Nullable Data data) {
        if (data == null) {
            return CompletableFuture.completedFuture(null);
        }
        Format format = data.format();
        CompletableFuture<RecordEncoder> encoder = format == null || format.usesSchema()
                ? formats.prepare(format, side, data.schema())
                : CompletableFuture.completedFuture(formats.encoder(format));
        return encoder.thenApply(ready -> encode(ready, data));
    }

    private static EncodedRecord.Data encode(RecordEncoder encoder, RecordRequest.Data data) {
        RegisteredSchema schema = encoder.schema();
        Format format = data.format();
        if (schema != null) {
            format = schema.format();
        }
        if (format == null) {
            throw new IllegalStateException("an encoder without a format or a schema");
        }
        return new EncodedRecord.Data(format, bytes(encoder, data.json()), schema);
    }

    private static byte @Nullable [] bytes(RecordEncoder encoder, byte @Nullable [] json) {
        if (json == null) {
            return encoder.encodeAbsent();
        }
        try (JsonParser parser = RecordReader.FACTORY.createParser(json)) {
            parser.nextToken();
            return encoder.encode(parser);
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }
}
