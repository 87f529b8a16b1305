package io.sluice.cli.recording;

import io.sluice.config.RecordingKey;
import io.sluice.record.recorder.RecordingSink;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Opens sinks for topics that a command line names. Stateless. */
public final class TopicSink {
    private static final int PATIENCE_MILLIS = 10_000;

    private TopicSink() {}

    /**
     * A sink that writes to a topic, with the host as its records' key. Waits up to ten seconds for the cluster to know the
     * topic, which it may create then.
     *
     * @param servers where the cluster is found, as {@code host:port} with commas between
     * @param more settings of the producer, which win
     * @param bodyBytes the most that is recorded of a body
     * @throws IOException if the topic cannot be written to
     */
    public static RecordingSink open(String servers, String topic, Properties more, int bodyBytes) throws IOException {
        int requestBytes = RecordingProducer.requestBytes(bodyBytes);
        Map<String, Object> settings = RecordingProducer.settings(requestBytes);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "sluice-record");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
        more.stringPropertyNames().forEach(name -> settings.put(name, more.getProperty(name)));
        try {
            var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
            requireTopic(producer, topic);
            return new KafkaSink(topic, RecordingKey.HOST, requestBytes, () -> producer, () -> {});
        } catch (KafkaException e) {
            throw new IOException("cannot write to topic " + topic + " at " + servers + ": " + e.getMessage(), e);
        }
    }

    /** One that is not there would show only when something is to be recorded. */
    private static void requireTopic(KafkaProducer<byte[], byte[]> producer, String topic) {
        try {
            producer.partitionsFor(topic);
        } catch (KafkaException e) {
            producer.close(Duration.ZERO);
            throw e;
        }
    }
}
