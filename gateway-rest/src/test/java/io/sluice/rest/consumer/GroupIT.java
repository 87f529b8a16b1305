package io.sluice.rest.consumer;

import static io.sluice.rest.consumer.TestConsumers.OPTIONS;
import static io.sluice.rest.consumer.TestKafka.get;
import static io.sluice.rest.consumer.TestKafka.name;
import static io.sluice.rest.consumer.TestKafka.read;
import static io.sluice.rest.consumer.TestKafka.topic;
import static io.sluice.rest.consumer.TestKafka.values;
import static io.sluice.rest.consumer.TestKafka.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.rest.broker.BrokerLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What several members of a group do. */
@Timeout(60)
class GroupIT {
    private static final BrokerLoop LOOP = TestConsumers.startLoop();
    private static final Consumers CONSUMERS = new Consumers(LOOP, TestConsumers.settings());

    @AfterAll
    static void close() {
        CONSUMERS.close();
        LOOP.close();
    }

    private static List<TopicPartition> all(String topic, int partitions) {
        List<TopicPartition> all = new ArrayList<>();
        for (int i = 0; i < partitions; i++) {
            all.add(new TopicPartition(topic, i));
        }
        return all;
    }

    @Test
    void sharesPartitionsAndTakesThoseOfAMemberThatLeaves() {
        String topic = topic("two", 4);
        String group = name("group");
        var one = CONSUMERS.create(group, "one", OPTIONS).orElseThrow();
        var two = CONSUMERS.create(group, "two", OPTIONS).orElseThrow();
        get(one.subscribe(List.of(topic)));
        await().untilAsserted(() -> assertThat(get(one.assignment())).hasSize(4));
        for (int partition = 0; partition < 4; partition++) {
            write(topic, partition, "a");
        }
        assertThat(read(one, 4)).containsOnly("a");

        get(two.subscribe(List.of(topic)));
        await().untilAsserted(() -> {
            assertThat(get(one.assignment())).hasSize(2);
            assertThat(get(two.assignment())).hasSize(2);
        });
        List<TopicPartition> together = new ArrayList<>(get(one.assignment()));
        together.addAll(get(two.assignment()));
        assertThat(together).containsExactlyInAnyOrderElementsOf(all(topic, 4));
        int moved = get(two.assignment()).get(0).partition();
        write(topic, moved, "b");
        assertThat(read(two, 1)).containsExactly("b"); // "a" was committed before the partition went over

        CONSUMERS.delete(group, "two");
        await().untilAsserted(() -> assertThat(get(one.assignment())).hasSize(4));
        write(topic, moved, "c");
        assertThat(read(one, 1)).containsExactly("c");
    }

    @Test
    void isInAGroupWithOrdinaryConsumers() {
        String topic = topic("mixed", 2);
        String group = name("group");
        var ours = CONSUMERS.create(group, "ours", OPTIONS).orElseThrow();
        get(ours.subscribe(List.of(topic)));
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                TestKafka.broker().bootstrap(),
                "group.id",
                group,
                "auto.offset.reset",
                "earliest");
        try (var theirs = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            theirs.subscribe(List.of(topic));
            List<String> read = new ArrayList<>();
            await().untilAsserted(() -> {
                theirs.poll(Duration.ofMillis(50));
                assertThat(theirs.assignment()).hasSize(1);
                assertThat(get(ours.assignment())).hasSize(1).doesNotContainAnyElementsOf(theirs.assignment());
            });

            int own = get(ours.assignment()).get(0).partition();
            write(topic, own, "ours");
            write(topic, 1 - own, "theirs");

            assertThat(read(ours, 1)).containsExactly("ours");
            await().untilAsserted(() -> {
                read.addAll(values(theirs.poll(Duration.ofMillis(50)).records(new TopicPartition(topic, 1 - own))));
                assertThat(read).containsExactly("theirs");
            });
        }
        await().untilAsserted(() -> assertThat(get(ours.assignment())).hasSize(2));
    }

    @Test
    void readsPartitionsThatATopicGetsLater() {
        String topic = topic("extended", 1);
        var instance = TestConsumers.create(CONSUMERS, name("group"), OPTIONS);
        get(instance.subscribe(List.of(topic)));
        await().untilAsserted(() -> assertThat(get(instance.assignment())).hasSize(1));

        try (var admin = Admin.create(TestKafka.settings())) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3)));
        }

        await().untilAsserted(() -> assertThat(get(instance.assignment())).hasSize(3));
        assertThat(get(instance.assignment())).containsExactlyElementsOf(all(topic, 3));
    }

    @Test
    void joinsAgainWhenTheGroupHasForgottenIt() throws Exception {
        String topic = topic("forgotten", 1);
        String group = name("group");
        var instance = CONSUMERS.create(group, "a", OPTIONS).orElseThrow();
        get(instance.subscribe(List.of(topic)));
        await().untilAsserted(() -> assertThat(get(instance.assignment())).hasSize(1));

        try (var admin = Admin.create(TestKafka.settings())) {
            admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions())
                    .all()
                    .get();
        }
        write(topic, 0, "a");

        assertThat(read(instance, 1)).containsExactly("a");
        await().untilAsserted(() -> get(instance.commit())); // fails while it does not know
        assertThat(get(instance.assignment())).hasSize(1);
    }

    @Test
    void readsOtherTopicsOnceItIsToldTo() {
        String first = topic("first", 1);
        String second = topic("second", 1);
        write(first, 0, "a");
        write(second, 0, "b");
        var instance = TestConsumers.create(CONSUMERS, name("group"), OPTIONS);
        get(instance.subscribe(List.of(first)));
        assertThat(read(instance, 1)).containsExactly("a");

        get(instance.subscribe(List.of(second)));

        assertThat(read(instance, 1)).containsExactly("b");
        assertThat(get(instance.subscription())).containsExactly(second);
    }

    @Test
    void seeksAsSoonAsTheGroupHasGivenThePartitions() {
        String topic = topic("soon", 1);
        write(topic, 0, "a", "b");
        var instance = TestConsumers.create(CONSUMERS, name("group"), OPTIONS);

        var subscribed = instance.subscribe(List.of(topic));
        get(instance.seek(Map.of(new TopicPartition(topic, 0), 1L)));

        assertThat(subscribed).isDone();
        assertThat(read(instance, 1)).containsExactly("b");
    }
}
