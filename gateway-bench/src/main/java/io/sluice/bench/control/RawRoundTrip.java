package io.sluice.bench.control;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A producer and a consumer that exchange requests and replies with the {@link EchoResponder}, some always in flight. No
 * HTTP: what the gateway's round trip would cost if the gateway cost nothing.
 *
 * <p>Arguments: the broker's address, the topic of requests, the topic of replies, the size of a request in bytes. Each
 * line of standard input, {@code MILLIS IN_FLIGHT}, is a round, answered with {@code done COUNT P50_NANOS P99_NANOS}.
 */
public final class RawRoundTrip {
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final String requests;
    private final byte[] body;
    private final Map<String, Long> started = new HashMap<>(); // nanoseconds by correlation id
    private long sent;

    private RawRoundTrip(
            KafkaProducer<byte[], byte[]> producer,
            KafkaConsumer<byte[], byte[]> consumer,
            String requests,
            int bytes) {
        this.producer = producer;
        this.consumer = consumer;
        this.requests = requests;
        this.body = "x".repeat(bytes).getBytes(StandardCharsets.UTF_8);
    }

    /** Runs rounds until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        try (var producer = Controls.producer(arguments[0]);
                var consumer = Controls.consumer(arguments[0], arguments[2], true);
                var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            var trip = new RawRoundTrip(producer, consumer, arguments[1], Integer.parseInt(arguments[3]));
            System.out.println("ready");
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                String[] words = line.split(" ", -1);
                trip.round(Long.parseLong(words[0]), Integer.parseInt(words[1]));
            }
        }
    }

    private void round(long millis, int inFlight) {
        long[] latencies = new long[1 << 20];
        int count = 0;
        long end = System.nanoTime() + millis * 1_000_000;
        for (int i = 0; i < inFlight; i++) {
            send();
        }
        while (!started.isEmpty()) {
            if (System.nanoTime() > end + PATIENCE_NANOS) {
                throw new IllegalStateException(started.size() + " requests were not replied to");
            }
            for (ConsumerRecord<byte[], byte[]> reply : consumer.poll(Duration.ofMillis(500))) {
                Long start = started.remove(id(reply));
                long now = System.nanoTime();
                if (start == null) {
                    continue; // the gateway's
                }
                if (now < end) {
                    latencies[count++ % latencies.length] = now - start;
                    send();
                }
            }
        }
        long[] sorted = Arrays.copyOf(latencies, Math.min(count, latencies.length));
        Arrays.sort(sorted);
        System.out.println(String.format(
                Locale.ROOT, "done %d %d %d", count, sorted[sorted.length / 2], sorted[sorted.length * 99 / 100]));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a lost request is noticed by its missing reply
    private void send() {
        String id = "raw-" + sent++;
        var request = new ProducerRecord<>(requests, 0, id.getBytes(StandardCharsets.UTF_8), body);
        request.headers().add(EchoResponder.CORRELATION_ID, id.getBytes(StandardCharsets.UTF_8));
        started.put(id, System.nanoTime());
        producer.send(request);
    }

    private static String id(ConsumerRecord<byte[], byte[]> reply) {
        return new String(
                reply.headers().lastHeader(EchoResponder.CORRELATION_ID).value(), StandardCharsets.UTF_8);
    }
}
