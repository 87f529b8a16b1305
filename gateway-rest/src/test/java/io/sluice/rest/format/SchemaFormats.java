package io.sluice.rest.format;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.sluice.dev.DevRegistry;
import io.sluice.rest.schema.RegistrySettings;
import io.sluice.rest.schema.SchemaRegistry;
import io.sluice.rest.web.Causes;
import io.sluice.rest.web.RestException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

/** The formats over a real registry of the test's own. */
final class SchemaFormats implements AutoCloseable {
    static final RecordSide VALUES = new RecordSide("t", false);

    final DevRegistry dev = DevRegistry.start();
    final SchemaRegistry registry = new SchemaRegistry(new RegistrySettings(List.of(dev.uri()), null), null);
    final Formats formats = new Formats(registry);

    @Override
    public void close() {
        registry.close();
        dev.close();
    }

    /** Waits for what no test should wait long for. */
    static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    /** An encoder of values of the schema. */
    RecordEncoder encoder(Format format, String schema) {
        return get(formats.prepare(format, VALUES, schema, null));
    }

    /** The id that the registry gives to the schema. */
    int id(Format format, String schema) {
        return requireNonNull(encoder(format, schema).schema()).id();
    }

    /** The bytes of a value behind the schema's id. */
    byte[] payload(Format format, String schema, String json) {
        byte[] bytes = requireNonNull(Encoding.bytes(encoder(format, schema), json));
        assertThat(bytes).startsWith(0, 0, 0, 0);
        return Arrays.copyOfRange(bytes, 5, bytes.length);
    }

    /** What a client gets back of a value that it sent. */
    String roundTrip(Format format, String schema, String json) {
        return decoded(format, Encoding.bytes(encoder(format, schema), json));
    }

    /** The JSON of a record's value. */
    String decoded(Format format, byte @Nullable [] value) {
        ConsumerRecord<byte[], byte[]> record = RecordDecoderTest.record(null, value);
        try {
            String written = RecordDecoderTest.written(
                    get(formats.decoder(format, List.of(record))).decode(record));
            return written.substring("[null,".length(), written.length() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What happens instead of an answer, as status, code and message. */
    static String refusal(ThrowingCallable call) {
        Throwable cause = Causes.of(catchThrowable(call));
        assertThat(cause).isInstanceOf(RestException.class);
        RestException refusal = (RestException) cause;
        return refusal.status() + " " + refusal.errorCode() + " " + refusal.text();
    }

    /** Bytes that begin with a schema's id. */
    static byte[] withId(int id, int... payload) {
        byte[] bytes = new byte[5 + payload.length];
        bytes[3] = (byte) (id >>> 8);
        bytes[4] = (byte) id;
        for (int i = 0; i < payload.length; i++) {
            bytes[5 + i] = (byte) payload[i];
        }
        return bytes;
    }
}
