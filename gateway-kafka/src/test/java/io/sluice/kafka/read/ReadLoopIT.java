package io.sluice.kafka.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.kafka.TestKafka;
import io.sluice.kafka.cluster.TopicCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ReadLoopIT {

    /** Keeps the offsets that it is given since the last beginning, and fails once at offset 3. */
    private static final class FailingSink implements TopicSink {
        private final List<Long> offsets = new CopyOnWriteArrayList<>();
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger replaced = new AtomicInteger();
        private final AtomicInteger completed = new AtomicInteger();

        @Override
        public void replaced(Uuid id) {
            replaced.incrementAndGet();
        }

        @Override
        public void begin(int partitions) {
            begun.incrementAndGet();
            offsets.clear();
        }

        @Override
        public boolean extend(int partitions) {
            return true;
        }

        @Override
        public void apply(ConsumerRecord<byte[], byte[]> record) {
            if (record.offset() == 3 && begun.get() == 1) {
                throw new IllegalStateException("on purpose");
            }
            offsets.add(record.offset());
        }

        @Override
        public void trim(int partition, long startOffset) {}

        @Override
        public void advance(int partition, long nextOffset) {}

        @Override
        public void publish() {}

        @Override
        public void complete() {
            completed.incrementAndGet();
        }

        @Override
        public void available(Availability availability) {}

        @Override
        public void lag(long records) {}

        @Override
        public void turn() {}
    }

    private final AtomicInteger consumersMade = new AtomicInteger();
    private final AtomicReference<Set<TopicPartition>> outOfRange = new AtomicReference<>(Set.of());

    private KafkaConsumer<byte[], byte[]> consumer() {
        if (consumersMade.incrementAndGet() == 1) {
            throw new KafkaException("no consumer yet");
        }
        Map<String, Object> settings =
                Map.of("bootstrap.servers", TestKafka.broker().bootstrap(), "auto.offset.reset", "none");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()) {
            @Override
            public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
                Set<TopicPartition> gone = outOfRange.getAndSet(Set.of());
                if (!gone.isEmpty()) {
                    throw new OffsetOutOfRangeException(
                            gone.stream().collect(Collectors.toMap(partition -> partition, partition -> 9L)));
                }
                return super.poll(timeout);
            }
        };
    }

    /** They may be followed by others at the same offsets, which must not be taken for them. */
    @Test
    void readsATopicAgainAsAnotherWhenItsOffsetsAreGone() {
        String bootstrap = TestKafka.broker().bootstrap();
        String topic = TestKafka.compacted("items", 1);
        TestKafka.write(topic, 0, "k", "v");
        var sink = new FailingSink();

        try (var catalog = new TopicCatalog(
                        "kafka", List.of(bootstrap), () -> Admin.create(Map.of("bootstrap.servers", bootstrap)));
                var loop = new ReadLoop("view-test", "kafka", catalog, this::consumer)) {
            catalog.start();
            loop.start();
            loop.read(topic, sink);
            await().atMost(Duration.ofSeconds(30)).until(() -> sink.completed.get() == 1);
            assertThat(sink.replaced).hasValue(0);

            outOfRange.set(Set.of(new TopicPartition(topic, 0)));
            await().atMost(Duration.ofSeconds(30)).until(() -> sink.completed.get() == 2);

            assertThat(sink.replaced).hasValue(1);
            assertThat(sink.begun).hasValue(2);
            assertThat(sink.offsets).containsExactly(0L);
        }
    }

    @Test
    void readsATopicAgainWhoseRecordsCouldNotBeTakenIn() {
        String bootstrap = TestKafka.broker().bootstrap();
        String topic = TestKafka.compacted("items", 1);
        for (int i = 0; i < 6; i++) {
            TestKafka.write(topic, 0, "k" + i, "v");
        }
        var sink = new FailingSink();

        try (var catalog = new TopicCatalog(
                        "kafka", List.of(bootstrap), () -> Admin.create(Map.of("bootstrap.servers", bootstrap)));
                var loop = new ReadLoop("view-test", "kafka", catalog, this::consumer)) {
            catalog.start();
            loop.start();
            loop.read(topic, sink);
            await().atMost(Duration.ofSeconds(30)).until(() -> sink.completed.get() == 1);

            assertThat(sink.begun).hasValue(2);
            assertThat(sink.offsets).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
            assertThat(consumersMade).hasValue(2);
        }
    }
}
