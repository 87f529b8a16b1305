package io.sluice.rest.consumer;

import static io.sluice.rest.consumer.TestConsumers.OPTIONS;
import static io.sluice.rest.consumer.TestKafka.get;
import static io.sluice.rest.consumer.TestKafka.name;
import static io.sluice.rest.consumer.TestKafka.topic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.rest.broker.BrokerLoop;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an idle instance costs: no thread, little memory. The heap of the broker in this process counts as well. */
@Timeout(120)
class ManyInstancesIT {
    private static final Logger LOGGER = LoggerFactory.getLogger(ManyInstancesIT.class);
    private static final int COUNT = 1_000;
    private static final long MAX_BYTES = 200_000;

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    @Test
    void costsNoThreadAndLittleMemory() {
        String topic = topic("many", 1);
        try (var loop = new BrokerLoop("many", TestKafka.settings());
                var consumers = new Consumers(loop, ConsumersSettings.defaults())) {
            loop.start();
            consumers.start();
            subscribe(consumers, topic, 1); // what all share is there now
            int threads = ManagementFactory.getThreadMXBean().getThreadCount();
            long heap = heap();

            List<ConsumerInstance> instances = subscribe(consumers, topic, COUNT);

            long each = (heap() - heap) / COUNT;
            LOGGER.atWarn().addKeyValue("bytes", each).log("heap of each of " + COUNT + " subscribed instances");
            assertThat(each).isLessThan(MAX_BYTES);
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + 10);
            assertThat(instances).hasSize(COUNT);
        }
    }

    private static List<ConsumerInstance> subscribe(Consumers consumers, String topic, int count) {
        List<ConsumerInstance> instances = new ArrayList<>();
        List<CompletableFuture<?>> subscribed = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ConsumerInstance instance = TestConsumers.create(consumers, name("group"), OPTIONS);
            instances.add(instance);
            subscribed.add(instance.subscribe(List.of(topic)));
        }
        subscribed.forEach(TestKafka::get);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(instances)
                        .allSatisfy(instance ->
                                assertThat(get(instance.assignment())).hasSize(1)));
        return instances;
    }
}
