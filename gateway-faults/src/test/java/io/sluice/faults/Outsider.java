package io.sluice.faults;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** Somebody else who writes to the gateway's topics, with fresh knowledge of them and a clock of his own. */
final class Outsider {
    private Outsider() {}

    /**
     * Writes a record and waits for its acknowledgement.
     *
     * @param timestamp what his clock says, in milliseconds since 1970
     */
    static void write(Brokers brokers, String topic, String key, String value, long timestamp) {
        var record = new ProducerRecord<>(topic, null, timestamp, key, value);
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", brokers.direct(), "acks", "all"),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new AssertionError("Kafka refused: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw Child.interrupted(e);
        }
    }
}
