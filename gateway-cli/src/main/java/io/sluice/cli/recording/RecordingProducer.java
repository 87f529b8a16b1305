package io.sluice.cli.recording;

import io.sluice.config.Acks;
import io.sluice.config.RecordingSinkConfig;
import io.sluice.engine.spi.Cluster;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The producer of a recording: rather many records together than each at once, and rather none than late. It is not the one
 * of the gateway's routes, whose records must not wait behind recordings.
 */
final class RecordingProducer {
    private static final int LEAST_REQUEST_BYTES = 1 << 20; // what brokers take unless told otherwise
    private static final int BATCH_BYTES = 128 << 10;
    private static final int LINGER_MILLIS = 20;
    private static final int MAX_BLOCK_MILLIS = 500;
    private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
    private static final int DELIVERY_TIMEOUT_MILLIS = 30_000;
    private static final int BODIES = 2;
    private static final int ESCAPED = 2; // what a body may grow to as a JSON text, mostly

    private RecordingProducer() {}

    /**
     * The most bytes of a request, and so of a record.
     *
     * @param bodyBytes the most that is recorded of a body
     */
    static int requestBytes(int bodyBytes) {
        return LEAST_REQUEST_BYTES + BODIES * ESCAPED * bodyBytes;
    }

    /**
     * Makes one; connects when it is used.
     *
     * @throws org.apache.kafka.common.KafkaException if the brokers' names are not known
     */
    static Producer<byte[], byte[]> of(
            Cluster cluster, String recorder, RecordingSinkConfig.Kafka config, int requestBytes) {
        Map<String, Object> settings = new HashMap<>(cluster.clientSettings("recorder-" + recorder));
        settings.putAll(settings(requestBytes));
        settings.put(ProducerConfig.ACKS_CONFIG, acks(config.acks()));
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, config.acks() == Acks.IN_SYNC_REPLICAS);
        settings.put(
                ProducerConfig.COMPRESSION_TYPE_CONFIG, config.compression().word());
        return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** What any recording wants of its producer. */
    static Map<String, Object> settings(int requestBytes) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, bufferBytes(requestBytes));
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, requestBytes);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, REQUEST_TIMEOUT_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MILLIS);
        return settings;
    }

    private static long bufferBytes(int requestBytes) {
        return Math.max(16L << 20, 2L * requestBytes);
    }

    private static String acks(Acks acks) {
        return switch (acks) {
            case NONE -> "0";
            case LEADER_ONLY -> "1";
            case IN_SYNC_REPLICAS -> "all";
        };
    }
}
