package io.sluice.cli.e2e;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** A service behind the gateway: takes every request of a topic and replies as its rule says. */
final class Service implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(20);

    private final TestKafka kafka;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Function<ConsumerRecord<byte[], byte[]>, List<Reply>> rule;
    private final Queue<ConsumerRecord<byte[], byte[]>> requests = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "service");
    private volatile boolean closed;

    /**
     * What to reply.
     *
     * @param value null for a record without value
     * @param headers what precedes the correlation id
     */
    record Reply(@Nullable String value, RecordHeaders headers) {

        /** A reply; headers are names and values in turn. */
        static Reply of(@Nullable String value, @Nullable String... headers) {
            return new Reply(value, TestKafka.headers(headers));
        }
    }

    private Service(TestKafka kafka, String topic, Function<ConsumerRecord<byte[], byte[]>, List<Reply>> rule) {
        this.kafka = kafka;
        this.consumer = kafka.reader(topic);
        this.rule = rule;
    }

    /** Starts a service that gives one reply to each request. */
    static Service replying(TestKafka kafka, String topic, Function<ConsumerRecord<byte[], byte[]>, Reply> rule) {
        return start(kafka, topic, record -> List.of(rule.apply(record)));
    }

    /** Starts a service that gives any number of replies to each request. */
    static Service start(TestKafka kafka, String topic, Function<ConsumerRecord<byte[], byte[]>, List<Reply>> rule) {
        var service = new Service(kafka, topic, rule);
        service.thread.start();
        return service;
    }

    /** The requests that it has taken with this key, in order. */
    List<ConsumerRecord<byte[], byte[]>> requests(String key) {
        return requests.stream()
                .filter(record -> key.equals(TestKafka.text(record.key())))
                .toList();
    }

    private void run() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(this::take);
            }
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> request) {
        requests.add(request);
        rule.apply(request).forEach(reply -> reply(kafka, request, reply));
    }

    /** Writes a reply to a request. */
    static void reply(TestKafka kafka, ConsumerRecord<byte[], byte[]> request, Reply reply) {
        String topic = String.valueOf(TestKafka.header(request, "zilla:reply-to"));
        var headers = new RecordHeaders(reply.headers());
        headers.add(request.headers().lastHeader("zilla:correlation-id"));
        kafka.put(new ProducerRecord<>(topic, null, request.key(), TestKafka.bytes(reply.value()), headers));
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
