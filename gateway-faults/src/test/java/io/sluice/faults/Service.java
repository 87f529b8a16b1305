package io.sluice.faults;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The service behind the gateway, with a connection of its own to the brokers. It replies to every request record that it
 * reads, and no two of its replies are equal: whoever gets another reply to the same request can tell.
 */
final class Service implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final String requests;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread = new Thread(this::run, "service");
    private volatile boolean closed;
    private long replies; // owned by the thread

    private Service(String requests, String bootstrap) {
        this.requests = requests;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "metadata.max.age.ms", 1_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 0),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Starts a service that reads a topic from its beginning and replies where each request says. */
    static Service start(String requests, Brokers brokers) {
        var service = new Service(requests, brokers.direct());
        service.thread.start();
        return service;
    }

    private void run() {
        try (consumer;
                producer) {
            long look = System.nanoTime();
            while (!closed) {
                if (System.nanoTime() - look >= 0) {
                    look = System.nanoTime() + LOOK_NANOS;
                    assign();
                }
                consumer.poll(POLL).forEach(this::reply);
            }
        }
    }

    /** Takes in partitions that were added. */
    private void assign() {
        List<TopicPartition> added = new ArrayList<>();
        consumer.partitionsFor(requests)
                .forEach(partition -> added.add(new TopicPartition(requests, partition.partition())));
        added.removeAll(consumer.assignment());
        if (!added.isEmpty()) {
            List<TopicPartition> all = new ArrayList<>(consumer.assignment());
            all.addAll(added);
            consumer.assign(all);
            consumer.seekToBeginning(added);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a reply that is lost shows as a request without an end
    private void reply(ConsumerRecord<byte[], byte[]> request) {
        String id = text(request, "request");
        var headers = new RecordHeaders();
        headers.add(":status", utf8("200"));
        headers.add("content-type", utf8("application/json"));
        headers.add(request.headers().lastHeader("zilla:correlation-id"));
        String body = "{\"of\":\"" + id + "\",\"reply\":" + ++replies + "}";
        producer.send(new ProducerRecord<>(text(request, "zilla:reply-to"), null, request.key(), utf8(body), headers));
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw Child.interrupted(e);
        }
    }
}
