package io.sluice.cli.e2e;

import io.sluice.dev.DevBroker;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The broker that all tests of this process share, as a service behind the gateway sees it. Any thread. */
public final class TestKafka {
    private static final AtomicInteger TOPICS = new AtomicInteger();
    private static final Duration POLL = Duration.ofMillis(50);

    static {
        // Most of what tests wait for takes a few milliseconds.
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(10));
    }

    private final DevBroker broker;
    private final KafkaProducer<byte[], byte[]> producer;

    private TestKafka(DevBroker broker) {
        this.broker = broker;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrap()), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Started by its first user, stopped with the process. */
    private static final class Shared {
        private static final TestKafka KAFKA = new TestKafka(DevBroker.ephemeral());

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(KAFKA.broker::close));
        }
    }

    /** The shared broker. */
    public static TestKafka shared() {
        return Shared.KAFKA;
    }

    /** Where clients find it. */
    public String bootstrap() {
        return broker.bootstrap();
    }

    /** A topic name that nobody else uses. */
    static String name(String purpose) {
        return purpose + '-' + TOPICS.incrementAndGet();
    }

    /** A new compacted topic. */
    String compacted(String purpose, int partitions) {
        return create(name(purpose), partitions, Map.of("cleanup.policy", "compact"));
    }

    /** A new topic that keeps every record. */
    public String plain(String purpose, int partitions) {
        return create(name(purpose), partitions, Map.of());
    }

    String create(String topic, int partitions, Map<String, String> config) {
        broker.createTopic(topic, partitions, config);
        return topic;
    }

    /** Deletes a topic. */
    void delete(String topic) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.deleteTopics(List.of(topic))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    /** Writes a record; its headers are names and values in turn. A null value is a tombstone. */
    public RecordMetadata put(String topic, @Nullable String key, @Nullable String value, @Nullable String... headers) {
        return put(new ProducerRecord<>(topic, null, bytes(key), bytes(value), headers(headers)));
    }

    /** Writes a record to a partition. */
    RecordMetadata putTo(int partition, String topic, @Nullable String key, @Nullable String value) {
        return put(new ProducerRecord<>(topic, partition, bytes(key), bytes(value)));
    }

    RecordMetadata put(ProducerRecord<byte[], byte[]> record) {
        try {
            return producer.send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a record without waiting for its acknowledgement. */
    void send(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record);
    }

    static RecordHeaders headers(@Nullable String... namesAndValues) {
        var headers = new RecordHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(String.valueOf(namesAndValues[i]), bytes(namesAndValues[i + 1]));
        }
        return headers;
    }

    static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    static @Nullable String text(byte @Nullable [] bytes) {
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    /** A record's headers as {@code name: value}, in order. */
    static List<String> headers(ConsumerRecord<byte[], byte[]> record) {
        List<String> lines = new ArrayList<>();
        record.headers().forEach(header -> lines.add(header.key() + ": " + text(header.value())));
        return lines;
    }

    /** The last value of a record's header; null when absent. */
    static @Nullable String header(ConsumerRecord<byte[], byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : text(header.value());
    }

    /** A consumer that is at the beginning of all partitions of a topic. */
    KafkaConsumer<byte[], byte[]> reader(String topic) {
        var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrap(), "fetch.max.wait.ms", "10"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }

    /** All records that a topic holds. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (var consumer = reader(topic)) {
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(records::add);
            }
            return records;
        }
    }

    /** The records that a topic holds of a key, oldest first. */
    List<ConsumerRecord<byte[], byte[]>> records(String topic, String key) {
        return records(topic, (ConsumerRecord<byte[], byte[]> record) -> key.equals(text(record.key())));
    }

    List<ConsumerRecord<byte[], byte[]>> records(String topic, Predicate<ConsumerRecord<byte[], byte[]>> which) {
        return records(topic).stream().filter(which).toList();
    }
}
