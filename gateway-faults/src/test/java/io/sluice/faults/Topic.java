package io.sluice.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** What a topic holds in the end, read from the brokers past the gateway and the links. */
final class Topic {
    private static final java.time.Duration POLL = java.time.Duration.ofMillis(200);

    private Topic() {}

    /**
     * A record.
     *
     * @param headers by name; of several with one name the last
     */
    record Entry(int partition, String key, @Nullable String value, Map<String, String> headers) {}

    /** All records, each partition's in order. */
    static List<Entry> read(String name, Brokers brokers) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", brokers.direct(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(name).stream()
                    .map(partition -> new TopicPartition(name, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Entry> entries = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> entries.add(entry(record)));
            }
            return entries;
        }
    }

    private static Entry entry(ConsumerRecord<String, String> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
        }
        return new Entry(record.partition(), record.key(), record.value(), headers);
    }
}
