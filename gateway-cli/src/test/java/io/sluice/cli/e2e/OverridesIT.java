package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.TestGateway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Request fields that the configuration sets, in records. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class OverridesIT {
    private static final TestKafka KAFKA = TestKafka.shared();

    @Test
    void writesTheOverriddenFieldsOfServerAndRoute() {
        String topic = KAFKA.plain("events", 1);
        String server = GatewayYaml.of(produce("/events", topic, ""))
                .http("overrides: {content-type: text/server}")
                .text();
        String route = GatewayYaml.of(produce("/events", topic, ""))
                .http("overrides: {content-type: text/server}")
                .text()
                .replaceFirst(
                        "    exit: http_kafka\n",
                        "    routes: [{with: {headers: {overrides: {content-type: text/route}}}, exit: http_kafka}]\n");
        for (String yaml : new String[] {server, route}) {
            try (TestGateway gateway = TestGateway.start(yaml, KAFKA.bootstrap())) {
                assertThat(new Client(gateway.uri())
                                .post("/events", "x", "content-type", "text/sent")
                                .status())
                        .isEqualTo(204);
            }
        }

        assertThat(KAFKA.records(topic))
                .extracting(record -> TestKafka.header(record, "content-type"))
                .containsExactly("text/server", "text/route");
    }

    @Test
    void servesAnOldPathByTheRouteOfTheNewOne() {
        String topic = KAFKA.plain("moved", 1);
        String yaml = GatewayYaml.of(produce("/new/{id}", topic, "key: ${params.id}"))
                .text()
                .replaceFirst("    exit: http_kafka\n", """
                            routes:
                              - when: [{headers: {":path": /old}}]
                                with: {headers: {overrides: {":path": /new/7, ":method": PUT}}}
                                exit: http_kafka
                              - exit: http_kafka
                        """);
        try (TestGateway gateway = TestGateway.start(yaml, KAFKA.bootstrap())) {
            var client = new Client(gateway.uri());
            assertThat(client.post("/old", "moved").status()).isEqualTo(204);
            assertThat(client.put("/new/8", "new").status()).isEqualTo(204);
            assertThat(client.post("/older", "x").status()).isEqualTo(404);
        }
        assertThat(KAFKA.records(topic))
                .extracting(record -> TestKafka.text(record.key()) + "=" + TestKafka.text(record.value()))
                .containsExactly("7=moved", "8=new");
    }
}
