package io.sluice.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.spi.Delivery;
import io.sluice.kafka.TestKafka;
import io.sluice.kafka.cluster.TopicCatalog;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SendLoopIT {
    private final List<String> outcomes = new CopyOnWriteArrayList<>();

    /** Notes what became of a record, and does something else before the sender goes on if it was refused. */
    private Outgoing outgoing(String topic, Runnable refused) {
        return new Outgoing(
                TestKafka.record(topic, null, "k", "v"), Delivery.IN_SYNC_REPLICAS, new NotedOutcome(outcomes) {
                    @Override
                    public void failed(Problem problem, @Nullable Exception cause) {
                        super.failed(problem, cause);
                        refused.run();
                    }
                });
    }

    private void send(SendLoop loop, List<Outgoing> records) {
        int before = outcomes.size();
        assertThat(loop.offerAll(records, Runnable::run)).isTrue();
        await().until(() -> outcomes.size() == before + records.size());
    }

    @Test
    void aTopicThatComesBetweenTwoRecordsOfARequestDoesNotPartThem() {
        String bootstrap = TestKafka.broker().bootstrap();
        String topic = TestKafka.name("late");
        var room = new QueueRoom(1_000_000);
        try (var catalog = new TopicCatalog(
                        "kafka", List.of(bootstrap), () -> Admin.create(Map.of("bootstrap.servers", bootstrap)));
                var loop = new SendLoop(
                        "kafka",
                        catalog,
                        delivery -> TestKafka.producer(Map.of()),
                        (name, key, partition, offset) -> {},
                        room)) {
            catalog.start();
            loop.start();
            Runnable create = () -> {
                TestKafka.broker().createTopic(topic, 1, Map.of());
                catalog.refresh();
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> catalog.status(topic).isPresent());
            };
            // the first request is told what the cluster says of a topic that nobody has asked for
            send(loop, List.of(outgoing(topic, () -> {})));

            send(loop, List.of(outgoing(topic, create), outgoing(topic, () -> {})));
            send(loop, List.of(outgoing(topic, () -> {}), outgoing(topic, () -> {})));
        }

        String missing = ProblemType.TOPIC_MISSING.name();
        assertThat(outcomes).containsExactly(missing, missing, missing, "delivered", "delivered");
        assertThat(TestKafka.read(topic)).hasSize(2);
        assertThat(room.bytes()).isZero();
    }
}
