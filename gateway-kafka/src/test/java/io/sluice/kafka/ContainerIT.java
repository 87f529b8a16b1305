package io.sluice.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.config.ClusterLimits;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.spi.Delivery;
import io.sluice.kafka.TestCall.Answer;
import io.sluice.kafka.cluster.KafkaCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The way through a broker as its project ships it. Everything else runs against the same broker in this process; this
 * one needs a Docker daemon and is left out where none answers.
 */
@Timeout(300)
class ContainerIT {
    private static final String IMAGE = "apache/kafka:4.3.1";

    @BeforeAll
    static void needsDocker() {
        assumeTrue(DockerClientFactory.instance().isDockerAvailable(), "no Docker daemon answers");
    }

    @Test
    void readsWhatItWroteToABrokerInAContainer() throws Exception {
        try (var container = new KafkaContainer(IMAGE)) {
            container.start();
            create(container.getBootstrapServers(), "items");
            var config = TestSpecs.cluster(container.getBootstrapServers(), ClusterLimits.DEFAULT);
            try (var cluster = KafkaCluster.alone(config)) {
                Plan read = cluster.fetch(TestSpecs.one("items"));
                Plan write = cluster.produce(TestSpecs.oneWay("items", Delivery.IN_SYNC_REPLICAS));
                cluster.start();
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> send(read, "GET", "").problem() != ProblemType.NOT_READY);

                Answer written = send(write, "PUT", "{\"in\":\"a container\"}");
                Answer found = send(read, "GET", "");

                assertThat(written.status()).isEqualTo(204);
                assertThat(found.body()).isEqualTo("{\"in\":\"a container\"}");
            }
        }
    }

    private static Answer send(Plan plan, String method, String body) {
        return TestCall.send(plan, TestRequest.of(method, "/items/1"), Map.of("id", "1"), body)
                .answer();
    }

    private static void create(String bootstrap, String topic) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", bootstrap))) {
            var compacted = new NewTopic(topic, 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(compacted)).all().get();
        }
    }
}
