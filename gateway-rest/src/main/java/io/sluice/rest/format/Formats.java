package io.sluice.rest.format;

import io.sluice.rest.schema.SchemaRegistry;
import io.sluice.rest.web.RestException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Encodes and decodes keys and values in all formats. No method blocks; any thread may call.
 *
 * <p>Where a schema is needed it is fetched first: {@link #prepare} and {@link #decoder} give futures, which fail with a
 * {@link RestException}, perhaps within a {@link java.util.concurrent.CompletionException}, and are completed at once if
 * the schemas are known, otherwise by a thread of the registry. The libraries of schema formats are loaded when the first
 * schema is parsed.
 */
public final class Formats {
    private final @Nullable Schemas schemas;

    /**
     * The formats.
     *
     * @param registry whose schemas are used, not closed; null for none, then formats with schemas are refused
     */
    public Formats(@Nullable SchemaRegistry registry) {
        this.schemas = registry == null ? null : new Schemas(registry);
    }

    /**
     * An encoder for one request.
     *
     * @param format one without schemas
     */
    public RecordEncoder encoder(Format format) {
        return switch (format) {
            case BINARY -> new BinaryEncoder();
            case JSON -> new JsonEncoder();
            case TEXT -> new TextEncoder();
            case AVRO, PROTOBUF, JSONSCHEMA ->
                throw new IllegalArgumentException(format + " (expected: a format without schemas)");
        };
    }

    /**
     * An encoder for one request, by the rules of version 2: formats without schemas ignore the schema, and values other than
     * null need one in the others.
     *
     * @param schema the schema's text
     * @param schemaId the schema's id
     */
    public CompletableFuture<RecordEncoder> prepare(
            Format format, RecordSide side, @Nullable String schema, @Nullable Integer schemaId) {
        if (!format.usesSchema()) {
            return CompletableFuture.completedFuture(encoder(format));
        }
        if (schema == null && schemaId == null) {
            return CompletableFuture.completedFuture(new SchemaRequiredEncoder(
                    schemas == null ? Failures.noRegistryForValues() : Failures.schemaMissing(side.key())));
        }
        return prepare(format, side, new SchemaChoice(schema, schemaId, null, null, null));
    }

    /**
     * An encoder for one request, by the rules of version 3.
     *
     * @param format one with schemas; null for that of the schema
     */
    public CompletableFuture<RecordEncoder> prepare(@Nullable Format format, RecordSide side, SchemaChoice choice) {
        return schemas == null
                ? CompletableFuture.failedFuture(Failures.noRegistry())
                : schemas.prepare(format, side, choice).thenApply(SchemaEncoder::new);
    }

    /**
     * A decoder for these records, and no others. A record whose schema cannot be had fails when it is decoded, not here.
     *
     * @return fails only if the format needs schemas and there is no registry
     */
    public CompletableFuture<RecordDecoder> decoder(Format format, List<ConsumerRecord<byte[], byte[]>> records) {
        return switch (format) {
            case BINARY -> CompletableFuture.completedFuture(new RecordDecoder(Content::base64));
            case JSON -> CompletableFuture.completedFuture(new RecordDecoder(new JsonReader()));
            case TEXT -> CompletableFuture.completedFuture(new RecordDecoder(new TextReader()));
            case AVRO, PROTOBUF, JSONSCHEMA ->
                schemas == null
                        ? CompletableFuture.failedFuture(Failures.noRegistry())
                        : new SchemaFetch(schemas).decoder(format, records);
        };
    }
}
