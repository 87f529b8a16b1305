package io.sluice.rest.consumer;

import static io.sluice.rest.consumer.TestKafka.get;
import static io.sluice.rest.consumer.TestKafka.read;
import static io.sluice.rest.consumer.TestKafka.topic;
import static io.sluice.rest.consumer.TestKafka.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rest.broker.BrokerLoop;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What one instance does with topics and partitions. */
@Timeout(60)
class ConsumersIT {
    private static final ConsumerOptions OPTIONS = ConsumerOptions.defaults()
            .withReset(ResetPolicy.parse("earliest"))
            .withRequestTimeout(Duration.ofSeconds(10));
    private static final BrokerLoop LOOP = new BrokerLoop("test", TestKafka.settings());
    private static final Consumers CONSUMERS = new Consumers(LOOP, ConsumersSettings.defaults());

    @BeforeAll
    static void start() {
        LOOP.start();
        CONSUMERS.start();
    }

    @AfterAll
    static void close() {
        CONSUMERS.close();
        LOOP.close();
    }

    private static ConsumerInstance create(String group, ConsumerOptions options) {
        return CONSUMERS.create(group, TestKafka.name("instance"), options).orElseThrow();
    }

    @Test
    void readsPartitionsThatAreAssigned() {
        String topic = topic("assigned", 2);
        write(topic, 1, "a", "b");
        var partition = new TopicPartition(topic, 1);
        var instance = create(TestKafka.name("group"), OPTIONS);

        get(instance.assign(List.of(partition)));

        assertThat(read(instance, 2)).containsExactly("a", "b");
        assertThat(get(instance.assignment())).containsExactly(partition);
    }

    @Test
    void goesOnWhereTheGroupHasCommitted() {
        String topic = topic("committed", 1);
        var partition = new TopicPartition(topic, 0);
        write(topic, 0, "a", "b", "c");
        String group = TestKafka.name("group");
        var first = create(group, OPTIONS.withAutoCommit(false));
        get(first.subscribe(List.of(topic)));
        assertThat(read(first, 3)).containsExactly("a", "b", "c");
        get(first.commit(Map.of(partition, new OffsetAndMetadata(1, "so far"))));
        get(first.unsubscribe());

        var second = create(group, OPTIONS);
        get(second.subscribe(List.of(topic)));

        assertThat(get(second.committed(List.of(partition))))
                .isEqualTo(Map.of(partition, new OffsetAndMetadata(1, "so far")));
        assertThat(read(second, 2)).containsExactly("b", "c");
    }
}
