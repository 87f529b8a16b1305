package io.sluice.bench.control;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import io.undertow.util.SameThreadExecutor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Undertow, Jackson and one shared producer: a POST of <code>{"records":[{"value":...}]}</code> to {@code /topics/TOPIC}
 * becomes records, and is answered as the REST Proxy does once all are acknowledged. It knows nothing but that.
 *
 * <p>Argument: the broker's address.
 */
public final class BareRestProduce {
    private static final JsonFactory JSON = new JsonFactory();

    private final HttpServerExchange exchange;
    private final AtomicIntegerArray partitions;
    private final AtomicLongArray offsets;
    private final AtomicInteger missing;
    private volatile boolean failed;

    private BareRestProduce(HttpServerExchange exchange, int records) {
        this.exchange = exchange;
        this.partitions = new AtomicIntegerArray(records);
        this.offsets = new AtomicLongArray(records);
        this.missing = new AtomicInteger(records);
    }

    /** Serves until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        try (var producer = Controls.producer(arguments[0])) {
            Controls.serve(exchange -> BareBody.read(exchange, (same, body) -> {
                String topic = same.getRequestPath().split("/", 3)[2];
                List<byte[]> values = values(body);
                var request = new BareRestProduce(same, values.size());
                same.dispatch(SameThreadExecutor.INSTANCE, () -> request.send(producer, topic, values));
            }));
        }
    }

    private static List<byte[]> values(byte[] body) {
        List<byte[]> values = new ArrayList<>();
        var bytes = new ByteArrayOutputStream(512);
        try (JsonParser from = JSON.createParser(body);
                JsonGenerator to = JSON.createGenerator(bytes).setRootValueSeparator(null)) {
            while (from.nextToken() != null) {
                if (from.currentToken() == JsonToken.FIELD_NAME
                        && from.currentName().equals("value")) {
                    from.nextToken();
                    to.copyCurrentStructure(from);
                    to.flush();
                    values.add(bytes.toByteArray());
                    bytes.reset();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The bench sends JSON", e);
        }
        return values;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the outcome
    private void send(KafkaProducer<byte[], byte[]> producer, String topic, List<byte[]> values) {
        for (int i = 0; i < values.size(); i++) {
            int index = i;
            producer.send(
                    new ProducerRecord<>(topic, values.get(i)),
                    (metadata, failure) -> acknowledged(index, metadata, failure));
        }
    }

    private void acknowledged(int index, RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null) {
            partitions.set(index, metadata.partition());
            offsets.set(index, metadata.offset());
        } else {
            failed = true;
        }
        if (missing.decrementAndGet() == 0) {
            ByteBuffer response = response();
            exchange.setStatusCode(failed ? 503 : 200);
            exchange.getIoThread().execute(() -> answer(response));
        }
    }

    private void answer(ByteBuffer response) {
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "application/vnd.kafka.v2+json");
        exchange.getResponseHeaders().put(Headers.VARY, "Accept-Encoding");
        exchange.getResponseSender().send(response);
    }

    private ByteBuffer response() {
        var bytes = new ByteArrayOutputStream(64 * offsets.length() + 64);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("offsets");
            for (int i = 0; i < offsets.length(); i++) {
                json.writeStartObject();
                json.writeNumberField("partition", partitions.get(i));
                json.writeNumberField("offset", offsets.get(i));
                json.writeNullField("error_code");
                json.writeNullField("error");
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNullField("key_schema_id");
            json.writeNullField("value_schema_id");
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }
}
