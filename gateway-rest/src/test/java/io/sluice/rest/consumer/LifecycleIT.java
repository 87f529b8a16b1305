package io.sluice.rest.consumer;

import static io.sluice.rest.consumer.TestConsumers.OPTIONS;
import static io.sluice.rest.consumer.TestKafka.failure;
import static io.sluice.rest.consumer.TestKafka.get;
import static io.sluice.rest.consumer.TestKafka.name;
import static io.sluice.rest.consumer.TestKafka.topic;
import static io.sluice.rest.consumer.TestKafka.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.rest.broker.BrokerLoop;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How instances come and go. */
@Timeout(60)
class LifecycleIT {
    private static final BrokerLoop LOOP = TestConsumers.startLoop();

    @AfterAll
    static void close() {
        LOOP.close();
    }

    @Test
    void keepsOneInstanceOfANameAndNoMoreThanAllowed() {
        try (var consumers = new Consumers(LOOP, TestConsumers.settings(false, 1_000, 2))) {
            String group = name("group");

            assertThat(consumers.create(group, "a", OPTIONS)).isPresent();
            assertThat(consumers.create(group, "a", OPTIONS)).isEmpty();
            assertThat(consumers.create(group, "b", OPTIONS)).isPresent();
            assertThatThrownBy(() -> consumers.create(group, "c", OPTIONS))
                    .isInstanceOf(InstanceLimitException.class)
                    .hasMessageContaining("2 consumer instances");
            assertThat(consumers.find(group, "c")).isEmpty();
            assertThat(consumers.delete(group, "a")).isTrue();
            assertThat(consumers.delete(group, "a")).isFalse();
            assertThat(consumers.count()).isEqualTo(1);
            assertThat(consumers.create(group, "c", OPTIONS)).isPresent();
        }
    }

    @Test
    void endsReadsOfAnInstanceThatIsDeleted() {
        try (var consumers = new Consumers(LOOP, TestConsumers.settings())) {
            String group = name("group");
            var instance = consumers.create(group, "a", OPTIONS).orElseThrow();
            get(instance.assign(List.of(new TopicPartition(topic("deleted", 1), 0))));
            var read = instance.read(null, 0);

            consumers.delete(group, "a");

            assertThat(failure(read))
                    .isInstanceOf(InstanceClosedException.class)
                    .hasMessageContaining(group);
            assertThat(failure(instance.commit())).isInstanceOf(InstanceClosedException.class);
        }
    }

    @Test
    void deletesInstancesThatNobodyUses() {
        var nanos = new AtomicLong();
        long timeout = TestConsumers.settings().instanceTimeout().toNanos();
        try (var consumers = new Consumers(LOOP, TestConsumers.settings(), nanos::get)) {
            String group = name("group");
            String topic = topic("expired", 1);
            consumers.start();
            consumers.create(group, "idle", OPTIONS);
            consumers.create(group, "used", OPTIONS);
            var reading = consumers.create(group, "reading", OPTIONS.withRequestTimeout(Duration.ofSeconds(40)));
            get(reading.orElseThrow().assign(List.of(new TopicPartition(topic, 0))));
            CompletableFuture<Batch> read = reading.orElseThrow().read(null, 0);

            nanos.set(timeout - 1);
            assertThat(consumers.find(group, "used")).isPresent();
            nanos.set(timeout);

            await().untilAsserted(() -> assertThat(consumers.count()).isEqualTo(2));
            assertThat(consumers.find(group, "idle")).isEmpty();
            assertThat(consumers.find(group, "used")).isPresent();
            write(topic, 0, "a");
            assertThat(get(read).records()).hasSize(1);
        }
    }

    @Test
    void failsCallsOfALoopThatIsClosed() {
        var loop = new BrokerLoop("closed", TestKafka.settings());
        var early = loop.metadata("any", false);
        loop.close();

        assertThat(failure(early)).hasMessage("The exit closed is closed");
        assertThat(failure(loop.metadata("any", false))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void refusesSettingsThatAreWrong() {
        assertThatThrownBy(() -> new BrokerLoop("wrong", java.util.Map.of("bootstrap.servers", "nowhere")))
                .hasMessageContaining("bootstrap.servers")
                .hasMessageContaining("host:port");
    }
}
