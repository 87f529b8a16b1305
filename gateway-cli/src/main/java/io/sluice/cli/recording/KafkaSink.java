package io.sluice.cli.recording;

import io.sluice.config.RecordingKey;
import io.sluice.record.recorder.DropReason;
import io.sluice.record.recorder.Recording;
import io.sluice.record.recorder.RecordingSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Writes each recording as a record of its own. Owned by the recorder's thread; the producer's thread says what became of
 * the records.
 *
 * <pre>
 *   write --too large for a request--> sent without its bodies
 *     +--sent--> acknowledged | lost
 *           +----too large for the topic--> sent without its bodies, by the next call of the recorder's thread
 * </pre>
 *
 * <p>The producer is made when there is something to write, and again after a while if that fails: the names of brokers may
 * not be known yet when the gateway starts.
 */
final class KafkaSink implements RecordingSink {
    /** What a topic takes of the largest record, unless somebody went to great lengths. */
    private static final int SURE_BYTES = 128 << 10;

    private static final int OVERHEAD = 1 << 10; // of a record around its key and value
    private static final Duration CLOSE = Duration.ofSeconds(4);
    private static final long RETRY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final byte[] JSON = "application/json".getBytes(StandardCharsets.US_ASCII);

    private final String topic;
    private final RecordingKey key;
    private final int mostBytes;
    private final Supplier<Producer<byte[], byte[]>> connect;
    private final Runnable release;
    private final Queue<Smaller> again = new ConcurrentLinkedQueue<>(); // the producer's thread adds
    private @Nullable Producer<byte[], byte[]> producer;
    private long failedAt; // by System.nanoTime
    private @Nullable KafkaException failure;

    /** A record without its bodies, in the place of one that the topic did not take. */
    private record Smaller(ProducerRecord<byte[], byte[]> record, Receipts receipts) {}

    /**
     * A sink that is not connected.
     *
     * @param key of the records
     * @param mostBytes of a request to a broker
     * @param connect makes the producer; throws a {@link KafkaException} if that is not possible at present
     * @param release lets go what the producer needed; called once it is closed
     */
    KafkaSink(
            String topic,
            RecordingKey key,
            int mostBytes,
            Supplier<Producer<byte[], byte[]>> connect,
            Runnable release) {
        this.topic = topic;
        this.key = key;
        this.mostBytes = mostBytes;
        this.connect = connect;
        this.release = release;
    }

    @Override
    public void write(Recording recording, Receipts receipts) throws IOException {
        Producer<byte[], byte[]> open = producer();
        sendAgain(open);
        byte[] recordKey = key(recording);
        int room = mostBytes - OVERHEAD - (recordKey == null ? 0 : recordKey.length);
        if (recording.size() <= room) {
            send(open, record(recording, recordKey, recording.json()), smaller(recording, recordKey), receipts);
            return;
        }
        byte[] value = recording.jsonWithoutBodies();
        if (value.length > room) {
            receipts.dropped(DropReason.TOO_LARGE, 1);
            return;
        }
        receipts.truncated();
        send(open, record(recording, recordKey, value), null, receipts);
    }

    private Producer<byte[], byte[]> producer() throws IOException {
        if (producer != null) {
            return producer;
        }
        long now = System.nanoTime();
        if (failure != null && now - failedAt < RETRY_NANOS) {
            throw new IOException("cannot connect to write " + topic, failure);
        }
        try {
            producer = connect.get();
            failure = null;
            return producer;
        } catch (KafkaException e) {
            failure = e;
            failedAt = now;
            throw new IOException("cannot connect to write " + topic, e);
        }
    }

    /** What is sent if the topic does not take the record; null where that is not to be expected. */
    private @Nullable ProducerRecord<byte[], byte[]> smaller(Recording recording, byte @Nullable [] recordKey) {
        return recording.size() <= SURE_BYTES ? null : record(recording, recordKey, recording.jsonWithoutBodies());
    }

    private ProducerRecord<byte[], byte[]> record(Recording recording, byte @Nullable [] recordKey, byte[] value) {
        var record = new ProducerRecord<byte[], byte[]>(topic, null, recording.requestMillis(), recordKey, value);
        Headers headers = record.headers().add("content-type", JSON);
        String trace = recording.traceParent();
        if (trace != null) {
            headers.add("traceparent", bytes(trace));
        }
        headers.add("x-request-id", bytes(recording.requestId()));
        return record;
    }

    private byte @Nullable [] key(Recording recording) {
        String text = key.of(name -> value(recording, name));
        return text == null ? null : bytes(text);
    }

    private static @Nullable String value(Recording recording, String name) {
        return switch (name) {
            case "request.host" -> recording.host();
            case "request.method" -> recording.method();
            case "request.path" -> recording.pathname();
            case "route" -> recording.route();
            case "identity" -> recording.identity();
            default -> recording.header(name.substring(RecordingKey.HEADER.length()));
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the outcome
    private void send(
            Producer<byte[], byte[]> open,
            ProducerRecord<byte[], byte[]> record,
            @Nullable ProducerRecord<byte[], byte[]> smaller,
            Receipts receipts) {
        open.send(record, (metadata, lost) -> {
            if (lost == null) {
                receipts.recorded(1);
            } else if (lost instanceof RecordTooLargeException && smaller != null) {
                again.add(new Smaller(smaller, receipts));
            } else {
                receipts.dropped(lost instanceof RecordTooLargeException ? DropReason.TOO_LARGE : DropReason.SINK, 1);
            }
        });
    }

    private void sendAgain(Producer<byte[], byte[]> open) {
        for (Smaller next = again.poll(); next != null; next = again.poll()) {
            next.receipts.truncated();
            send(open, next.record, null, next.receipts);
        }
    }

    /** The producer writes on its own, when it has waited for more to compress together. */
    @Override
    public void flush() {
        if (producer != null) {
            sendAgain(producer);
        }
    }

    @Override
    public void close() {
        try {
            if (producer != null) {
                sendAgain(producer);
                producer.close(CLOSE);
            }
            dropRest();
        } finally {
            release.run();
        }
    }

    /** What was too large while it closed. */
    private void dropRest() {
        for (Smaller next = again.poll(); next != null; next = again.poll()) {
            next.receipts.dropped(DropReason.TOO_LARGE, 1);
        }
    }
}
