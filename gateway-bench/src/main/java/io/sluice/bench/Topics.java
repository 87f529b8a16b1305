package io.sluice.bench;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of a run and what the bench itself writes to them. Any thread. */
public final class Topics implements AutoCloseable {
    private static final byte[] JSON = "application/json".getBytes(StandardCharsets.UTF_8);
    private static final int TAGS_OF = 10;

    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> bulk;
    private final KafkaProducer<byte[], byte[]> single;

    Topics(String bootstrap) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        this.bulk = producer(Map.of(
                "bootstrap.servers", bootstrap, "linger.ms", 20, "batch.size", 256 << 10, "buffer.memory", 64L << 20));
        this.single = producer(Map.of("bootstrap.servers", bootstrap, "linger.ms", 0, "acks", "all"));
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Creates a compacted topic of one partition. */
    public void createCompacted(String name) {
        create(name, Map.of("cleanup.policy", "compact"));
    }

    /** Creates a topic that is written to: old records go soon. */
    public void createPassing(String name) {
        create(name, Map.of("retention.bytes", "134217728", "segment.bytes", "67108864"));
    }

    private void create(String name, Map<String, String> settings) {
        var topic = new NewTopic(name, 1, (short) 1).configs(settings);
        try {
            admin.createTopics(List.of(topic)).all().get();
        } catch (ExecutionException e) {
            throw new BenchFailure("Cannot create the topic " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted while creating the topic " + name, e);
        }
    }

    /** Fills a topic with items 0..count-1 of some bytes each; ten items each have the same header {@code tag}. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the outcome
    public void fill(String name, int count, int bytes) {
        int tags = Math.max(1, count / TAGS_OF);
        var failure = new AtomicReference<Exception>();
        for (int i = 0; i < count; i++) {
            var item = new ProducerRecord<>(name, 0, utf8(key(i)), utf8(value(i, 0, bytes)));
            item.headers().add("content-type", JSON).add("tag", utf8("t" + i % tags));
            bulk.send(item, (metadata, e) -> {
                if (e != null) {
                    failure.set(e);
                }
            });
        }
        bulk.flush();
        if (failure.get() != null) {
            throw new BenchFailure("Cannot fill the topic " + name, failure.get());
        }
    }

    /** Writes one item and completes with the time of its acknowledgement, by {@link System#nanoTime}. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells the outcome
    public CompletableFuture<Long> write(String name, int item, int version, int bytes) {
        var acknowledged = new CompletableFuture<Long>();
        var written = new ProducerRecord<>(name, 0, utf8(key(item)), utf8(value(item, version, bytes)));
        written.headers().add("content-type", JSON);
        single.send(written, (metadata, e) -> {
            long now = System.nanoTime();
            if (e == null) {
                acknowledged.complete(now);
            } else {
                acknowledged.completeExceptionally(e);
            }
        });
        return acknowledged;
    }

    /** The key of an item. */
    public static String key(int item) {
        return "item-" + item;
    }

    /** The JSON of an item, exactly as many bytes as asked for (15 at least), whatever the version. */
    public static String value(int item, int version, int bytes) {
        String start = "{\"id\":\"%s\",\"version\":%d,\"text\":\"".formatted(key(item), 100_000_000 + version);
        int room = bytes - start.length() - 2;
        return room < 0 ? shortValue(version, bytes) : start + "x".repeat(room) + "\"}";
    }

    private static String shortValue(int version, int bytes) {
        String start = "{\"v\":%d".formatted(100_000_000 + version);
        return start + " ".repeat(Math.max(0, bytes - start.length() - 1)) + "}";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        bulk.close();
        single.close();
        admin.close();
    }
}
