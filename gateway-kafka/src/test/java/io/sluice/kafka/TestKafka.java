package io.sluice.kafka;

import static io.sluice.kafka.TestRecords.bytes;
import static io.sluice.kafka.TestRecords.bytesOrNull;
import static java.util.Objects.requireNonNull;

import io.sluice.dev.DevBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The broker that all integration tests of a JVM share, and what a service would do with it. */
public final class TestKafka {
    private static final Map<String, String> COMPACTED = Map.of("cleanup.policy", "compact");
    private static final DevBroker BROKER = DevBroker.ephemeral();
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final KafkaProducer<byte[], byte[]> PRODUCER = producer(Map.of());

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            PRODUCER.close(Duration.ZERO);
            BROKER.close();
        }));
    }

    private TestKafka() {}

    /** The broker; whoever stops it starts it again. */
    public static DevBroker broker() {
        return BROKER;
    }

    /** A producer of its own. */
    public static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        var all = new java.util.HashMap<String, Object>(settings);
        all.put("bootstrap.servers", BROKER.bootstrap());
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A name that no topic has. */
    public static String name(String prefix) {
        return prefix + '-' + NAMES.incrementAndGet();
    }

    /** A new compacted topic. */
    public static String compacted(String prefix, int partitions) {
        return topic(prefix, partitions, COMPACTED);
    }

    /** A new topic. */
    public static String topic(String prefix, int partitions, Map<String, String> settings) {
        String name = name(prefix);
        BROKER.createTopic(name, partitions, settings);
        return name;
    }

    /** A record of a topic, header names and values in turns. */
    public static ProducerRecord<byte[], byte[]> record(
            String topic,
            @Nullable Integer partition,
            @Nullable String key,
            @Nullable String value,
            String... headers) {
        var recordHeaders = new RecordHeaders();
        for (int i = 0; i < headers.length; i += 2) {
            recordHeaders.add(headers[i], bytes(headers[i + 1]));
        }
        return new ProducerRecord<>(topic, partition, bytesOrNull(key), bytesOrNull(value), recordHeaders);
    }

    /** Writes a record and waits for its acknowledgement. */
    public static RecordMetadata write(
            String topic,
            @Nullable Integer partition,
            @Nullable String key,
            @Nullable String value,
            String... headers) {
        try {
            return PRODUCER.send(record(topic, partition, key, value, headers)).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Sends a record of a transaction, whose end will tell whether it was written. */
    public static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record);
    }

    /** All records of a topic of one partition, up to the end. */
    public static List<ConsumerRecord<byte[], byte[]>> read(String topic) {
        var partition = new TopicPartition(topic, 0);
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        Map<String, Object> settings = Map.of("bootstrap.servers", BROKER.bootstrap());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            long end = requireNonNull(consumer.endOffsets(List.of(partition)).get(partition));
            consumer.seekToBeginning(List.of(partition));
            while (consumer.position(partition) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(all::add);
            }
        }
        return all;
    }

    /** What an administrator does. */
    @FunctionalInterface
    public interface Task {
        /** Does it. */
        void run(Admin admin) throws Exception;
    }

    /** Does something as an administrator. */
    public static void administer(Task task) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", BROKER.bootstrap()))) {
            task.run(admin);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Deletes a topic. */
    public static void delete(String topic) {
        administer(admin -> admin.deleteTopics(List.of(topic)).all().get());
    }

    /** Gives a topic more partitions. */
    public static void extend(String topic, int partitions) {
        administer(admin -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                .all()
                .get());
    }

    /** Deletes the records of partition 0 below an offset, as retention would. */
    public static void trim(String topic, long offset) {
        administer(
                admin -> admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                        .all()
                        .get());
    }
}
