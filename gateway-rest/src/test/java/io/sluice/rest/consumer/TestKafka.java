package io.sluice.rest.consumer;

import io.sluice.dev.DevBroker;
import io.sluice.dev.DevBrokerOptions;
import io.sluice.dev.Ports;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** The broker that all tests of a JVM share, and what is done with it. */
final class TestKafka {
    private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";
    private static final int SASL_PORT = Ports.free();
    private static final DevBroker BROKER = DevBroker.ephemeral(DevBrokerOptions.defaults()
            .listening("SASL", SASL_PORT)
            .with("listener.security.protocol.map", "CLIENT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL:SASL_PLAINTEXT")
            .with("sasl.enabled.mechanisms", "PLAIN")
            .with("listener.name.sasl.plain.sasl.jaas.config", PLAIN + "user_alice=\"wonder\";")
            .with("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
            .with("super.users", "User:ANONYMOUS"));
    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final KafkaProducer<String, String> PRODUCER = new KafkaProducer<>(
            Map.of("bootstrap.servers", BROKER.bootstrap(), "linger.ms", 0),
            new StringSerializer(),
            new StringSerializer());

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            PRODUCER.close(Duration.ZERO);
            BROKER.close();
        }));
    }

    private TestKafka() {}

    /** The broker; whoever stops it starts it again. */
    static DevBroker broker() {
        return BROKER;
    }

    static Map<String, Object> settings() {
        return Map.of("bootstrap.servers", BROKER.bootstrap());
    }

    /** The settings of the user alice, who may do what ACLs say; all others may do everything. */
    static Map<String, Object> aliceSettings(String password) {
        return Map.of(
                "bootstrap.servers",
                "127.0.0.1:" + SASL_PORT,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                PLAIN + "username=\"alice\" password=\"" + password + "\";");
    }

    /** A name that nothing has. */
    static String name(String prefix) {
        return prefix + '-' + NAMES.incrementAndGet();
    }

    static String topic(String prefix, int partitions) {
        String name = name(prefix);
        BROKER.createTopic(name, partitions, Map.of());
        return name;
    }

    /** Writes values to a partition and waits until the broker has them. */
    static void write(String topic, int partition, String... values) {
        for (String value : values) {
            write(new ProducerRecord<>(topic, partition, null, value));
        }
    }

    static void write(ProducerRecord<String, String> record) {
        try {
            PRODUCER.send(record).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    static <T extends @Nullable Object> T get(CompletableFuture<T> answer) {
        try {
            return answer.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** Why an answer failed. */
    static Throwable failure(CompletableFuture<?> answer) {
        try {
            Object value = answer.get(30, TimeUnit.SECONDS);
            throw new AssertionError("no failure but " + value);
        } catch (ExecutionException e) {
            return e.getCause() == null ? e : e.getCause();
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    static List<String> values(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> record.value() == null ? "null" : new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** Reads until so many values have come. */
    static List<String> read(ConsumerInstance instance, int count) {
        List<String> values = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (values.size() < count && System.nanoTime() < deadline) {
            values.addAll(values(get(instance.read(null, 0)).records()));
        }
        return values;
    }
}
