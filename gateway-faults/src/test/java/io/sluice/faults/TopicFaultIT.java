package io.sluice.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;

/** Topics change under a running gateway. */
class TopicFaultIT {
    private static final int STEPS_OF_ALL_KEYS = 6;
    private static final Duration NOTICED = Duration.ofSeconds(20);

    @Test
    void topicIsDeletedAndCreatedAgain() {
        try (var scenario = Scenario.of("topic-replaced")) {
            scenario.run(() -> {
                scenario.replaceTopic("items");
                scenario.awaitSteps(STEPS_OF_ALL_KEYS);
            });
        }
    }

    @Test
    void partitionsAreAdded() {
        try (var scenario = Scenario.of("partitions-added")) {
            var partitions = new int[] {Scenario.PARTITIONS};
            scenario.runOnce(() -> {
                partitions[0]++;
                scenario.brokers().raisePartitions(scenario.topics(), partitions[0]);
            });
        }
    }

    /** The offsets that a tag is made of begin again with the topic; the tags must not. */
    @Test
    void tagOfTheEarlierTopicDoesNotNameWhatIsInTheLaterOne() {
        try (var scenario = Scenario.of("topic-tags")) {
            String first = Items.json("k", 1, 10);
            put(scenario, "a", "k", first);
            String tag = scenario.caller().read("/items/k", Duration.ZERO).field("etag");
            String listTag = scenario.caller().read("/items", Duration.ZERO).field("etag");

            scenario.book().faultBegins(false);
            scenario.replaceTopic("items");
            String second = Items.json("k", 2, 10);
            put(scenario, "b", "k", second);
            Pause.until(
                    "the later topic is shown",
                    NOTICED,
                    () -> scenario.caller()
                            .read("/items/k", Duration.ZERO)
                            .body()
                            .equals(second));

            assertThat(scenario.caller()
                            .read("/items/k", Duration.ZERO, "if-none-match", tag)
                            .status())
                    .isEqualTo(200);
            assertThat(scenario.caller()
                            .read("/items", Duration.ZERO, "if-none-match", listTag)
                            .status())
                    .isEqualTo(200);
            scenario.finish();
        }
    }

    /** After partitions were added, others write a key to its new partition; the gateway's next write of it must count. */
    @Test
    void writesGoToTheKeysPresentPartition() {
        try (var scenario = Scenario.of("partitions-home")) {
            String topic = scenario.topic("items");
            int more = Scenario.PARTITIONS + 1;
            String key = IntStream.range(0, 1_000)
                    .mapToObj(i -> "k" + i)
                    .filter(name -> home(name, more) != home(name, Scenario.PARTITIONS))
                    .findFirst()
                    .orElseThrow();
            put(scenario, "a", key, Items.json(key, 1, 10));

            scenario.book().faultBegins(false); // the view may be read again
            scenario.brokers().raisePartitions(List.of(topic), more);
            Outsider.write(scenario.brokers(), topic, key, Items.json(key, 2, 10), System.currentTimeMillis());
            Pause.until(
                    "the added partition is shown",
                    NOTICED,
                    () -> Items.version(scenario.caller()
                                    .read("/items/" + key, Duration.ZERO)
                                    .body())
                            == 2);
            String last = Items.json(key, 3, 10);
            put(scenario, "b", key, last);

            assertThat(scenario.caller().read("/items/" + key, Duration.ZERO).body())
                    .isEqualTo(last);
            scenario.finish();
        }
    }

    private static int home(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % partitions;
    }

    private static void put(Scenario scenario, String id, String key, String json) {
        var write = new Write(id, scenario.topic("items"), key, json, Map.of("content-type", "application/json"));
        scenario.caller().insist(write, "PUT", "/items/" + key, json, "content-type", "application/json");
    }
}
