package io.sluice.kafka;

import static io.sluice.kafka.TestKafka.compacted;
import static io.sluice.kafka.TestKafka.write;
import static io.sluice.kafka.TestSpecs.oneWay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.config.ClusterLimits;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.spi.Delivery;
import io.sluice.kafka.TestCall.Answer;
import io.sluice.kafka.cluster.KafkaCluster;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class OutageIT {

    private static Answer send(Plan plan, String method, String id, String body) {
        return TestCall.send(plan, TestRequest.of(method, "/items/" + id), Map.of("id", id), body)
                .answer();
    }

    @Test
    void aViewServesThroughAnOutageAndWritesFailInTimeAndRecover() {
        String topic = compacted("items", 3);
        write(topic, null, "a", "1");
        try (var cluster =
                KafkaCluster.alone(TestSpecs.cluster(TestKafka.broker().bootstrap(), ClusterLimits.DEFAULT))) {
            Plan get = cluster.fetch(TestSpecs.one(topic));
            Plan put = cluster.produce(oneWay(topic, Delivery.IN_SYNC_REPLICAS));
            cluster.start();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> send(get, "GET", "a", "").status() == 200);
            assertThat(send(put, "PUT", "b", "1").status()).isEqualTo(204);

            TestKafka.broker().stop();
            Answer atOnce = send(put, "PUT", "a", "2");
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> send(put, "PUT", "c", "2").problem() == ProblemType.KAFKA_UNAVAILABLE);
            assertThat(atOnce.status()).isIn(503, 504);
            assertThat(send(get, "GET", "a", "").body()).isEqualTo("1");
            TestKafka.broker().restart();

            await().atMost(Duration.ofSeconds(30)).until(() -> {
                assertThat(send(get, "GET", "a", "").status()).isEqualTo(200);
                return send(put, "PUT", "a", "3").status() == 204;
            });
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> send(get, "GET", "a", "").body().equals("3"));
            await().atMost(Duration.ofSeconds(20)).until(() -> cluster.health().queuedBytes() == 0);
        }
        assertThat(TestCall.timers()).isZero();
    }

    @Test
    void aGatewayStartsWhileKafkaCannotEvenBeResolvedAndStopsSoon() {
        var cluster = KafkaCluster.alone(TestSpecs.cluster("no-such-host.invalid:9092", ClusterLimits.DEFAULT));
        Plan get = cluster.fetch(TestSpecs.one("items"));
        Plan put = cluster.produce(oneWay("items", Delivery.IN_SYNC_REPLICAS));
        cluster.start();

        assertThat(send(get, "GET", "a", "").problem()).isEqualTo(ProblemType.NOT_READY);
        assertThat(send(put, "PUT", "a", "1").problem()).isEqualTo(ProblemType.KAFKA_UNAVAILABLE);
        long begun = System.nanoTime();
        cluster.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void closingIsHarmlessBeforeTheStartAndWhenRepeated() {
        var cluster = KafkaCluster.alone(TestSpecs.cluster(TestKafka.broker().bootstrap(), ClusterLimits.DEFAULT));

        cluster.close();
        cluster.close();

        assertThat(cluster.health().topics()).isEmpty();
    }
}
