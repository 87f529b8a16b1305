package io.sluice.cli.record;

import io.sluice.record.source.Arrival;
import io.sluice.record.source.ExchangeSource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * The exchanges of a topic, one in each record. Owned by the thread that polls.
 *
 * <p>Partitions are assigned, not shared with others: a group only remembers how far it got, which is noted when what was
 * polled has been written. Partitions that are added later are seen at the next start.
 */
final class KafkaSource implements ExchangeSource {
    private static final String TIMEOUT_MILLIS = "15000";

    private final KafkaTopic topic;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> ends;

    private KafkaSource(KafkaTopic topic, Consumer<byte[], byte[]> consumer) throws IOException {
        this.topic = topic;
        this.consumer = consumer;
        List<TopicPartition> partitions = partitions();
        consumer.assign(partitions);
        seek(partitions);
        this.ends = topic.untilEnd() ? consumer.endOffsets(partitions) : Map.of();
    }

    /**
     * Connects.
     *
     * @param settings settings of the consumer, which win over the usual ones
     * @throws IOException if the cluster cannot be reached, or has no such topic
     */
    static ExchangeSource open(KafkaTopic topic, Properties settings) throws IOException {
        var properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, topic.servers());
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MILLIS);
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2000");
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");
        properties.putAll(settings);
        if (topic.group() != null) {
            properties.put(ConsumerConfig.GROUP_ID_CONFIG, topic.group());
        }
        Consumer<byte[], byte[]> consumer = null;
        try {
            consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            return new KafkaSource(topic, consumer);
        } catch (KafkaException | IOException e) {
            if (consumer != null) {
                consumer.close();
            }
            throw e instanceof IOException io ? io : failure(topic, (KafkaException) e);
        }
    }

    private List<TopicPartition> partitions() throws IOException {
        List<PartitionInfo> infos = consumer.partitionsFor(topic.name());
        if (infos == null || infos.isEmpty()) {
            throw new IOException("no topic " + topic.name() + " at " + topic.servers());
        }
        return infos.stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private void seek(List<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> remembered = topic.group() == null || topic.fromBeginning()
                ? Map.of()
                : consumer.committed(new HashSet<>(partitions));
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = remembered.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(Set.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        }
    }

    @Override
    public @Nullable List<Arrival> poll(Duration timeout) throws IOException {
        try {
            if (topic.untilEnd()
                    && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                return null;
            }
            List<Arrival> arrivals = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(timeout)) {
                if (!topic.untilEnd() || record.offset() < end(record)) {
                    arrivals.add(arrival(record));
                }
            }
            return arrivals;
        } catch (KafkaException e) {
            throw failure(topic, e);
        }
    }

    private long end(ConsumerRecord<byte[], byte[]> record) {
        return ends.getOrDefault(new TopicPartition(record.topic(), record.partition()), Long.MAX_VALUE);
    }

    private static Arrival arrival(ConsumerRecord<byte[], byte[]> record) {
        String place = record.topic() + "-" + record.partition() + "@" + record.offset();
        byte[] value = record.value();
        return value == null ? new Arrival(place, null, "a record without a value") : Arrival.of(place, value);
    }

    private static IOException failure(KafkaTopic topic, KafkaException e) {
        String reason = e instanceof TimeoutException ? "no answer in time" : String.valueOf(e.getMessage());
        if (e.getCause() != null && !(e instanceof TimeoutException)) {
            reason += ": " + e.getCause().getMessage();
        }
        return new IOException("cannot read " + topic.name() + " at " + topic.servers() + ": " + reason, e);
    }

    @Override
    public void commit() {
        if (topic.group() == null) {
            return;
        }
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (TopicPartition partition : consumer.assignment()) {
            positions.put(partition, new OffsetAndMetadata(consumer.position(partition)));
        }
        consumer.commitSync(positions);
    }

    /** Records between what was polled and the ends that the consumer has heard of. */
    @Override
    public long lag() {
        long lag = 0;
        for (TopicPartition partition : consumer.assignment()) {
            OptionalLong behind = consumer.currentLag(partition);
            if (behind.isEmpty()) {
                return -1;
            }
            lag += behind.getAsLong();
        }
        return lag;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
