package io.sluice.rest.consumer;

import static io.sluice.rest.consumer.TestConsumers.OPTIONS;
import static io.sluice.rest.consumer.TestKafka.get;
import static io.sluice.rest.consumer.TestKafka.name;
import static io.sluice.rest.consumer.TestKafka.topic;
import static io.sluice.rest.consumer.TestKafka.values;
import static io.sluice.rest.consumer.TestKafka.write;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What instances and readers do when the broker goes away and comes back. */
@Timeout(90)
class OutageIT {

    @Test
    void goesOnWhenTheBrokerIsBack() {
        String topic = topic("outage", 1);
        try (var loop = TestConsumers.startLoop();
                var consumers = new Consumers(loop, TestConsumers.settings());
                var readers = new PartitionReaders(loop, 10, 1 << 20)) {
            var instance =
                    TestConsumers.create(consumers, name("group"), OPTIONS.withRequestTimeout(Duration.ofSeconds(60)));
            get(instance.subscribe(List.of(topic)));
            write(topic, 0, "before");
            assertThat(values(get(instance.read(null, 0)).records())).containsExactly("before");
            get(instance.commit());
            var reader = get(readers.open(topic, Map.of(0, Start.LATEST), IsolationLevel.READ_UNCOMMITTED));
            var read = instance.read(null, 0);
            var next = reader.next(Duration.ofSeconds(60), 10, 1_000);

            TestKafka.broker().stop();
            TestKafka.broker().restart();
            write(topic, 0, "after");

            List<String> both = new ArrayList<>(values(get(read).records()));
            both.addAll(values(get(next)));
            assertThat(both).containsExactly("after", "after");
            get(instance.commit());
        }
    }
}
