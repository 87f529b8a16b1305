package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.TestGateway;
import io.sluice.cli.e2e.Client.Answer;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What operators ask. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class AdminIT {
    private static final TestKafka KAFKA = TestKafka.shared();

    private static GatewayYaml yaml(String items, String requests, String replies) {
        return GatewayYaml.of(
                fetch("/items/{id}", items, "filters: [{key: '${params.id}'}]"),
                produce("/requests", requests, "reply-to: " + replies));
    }

    private static JsonNode json(Answer answer) {
        try {
            return new ObjectMapper().readTree(answer.body());
        } catch (IOException e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    @Test
    void saysHowEachTopicIsDoing() {
        String items = KAFKA.compacted("a-items", 3);
        String replies = KAFKA.plain("b-replies", 1);
        KAFKA.put(items, "a", "1");
        KAFKA.put(items, "b", "2");
        String yaml = yaml(items, KAFKA.plain("requests", 1), replies).text();
        try (var gateway = TestGateway.start(yaml, KAFKA.bootstrap())) {
            var admin = new Client(gateway.admin());
            await().untilAsserted(
                            () -> assertThat(admin.get("/readyz").status()).isEqualTo(200));
            var waiting = new Client(gateway.uri()).getting("/items/c", "prefer", "wait=30");
            await().untilAsserted(() -> assertThat(json(admin.get("/readyz"))
                            .at("/clusters/0/topics/0/waiting")
                            .asInt())
                    .isEqualTo(1));
            await().untilAsserted(() -> assertThat(json(admin.get("/readyz"))
                            .at("/clusters/0/topics/0/lag")
                            .isInt())
                    .isTrue());

            JsonNode health = json(admin.get("/readyz"));

            assertThat(health.at("/ready").asBoolean()).isTrue();
            assertThat(health.at("/clusters/0/exit").asText()).isEqualTo("client");
            assertThat(health.at("/clusters/0/connection").asText()).isEqualTo("connected");
            assertThat(health.at("/clusters/0/topics/0").toString())
                    .isEqualTo(
                            "{\"topic\":\"%s\",\"use\":\"view\",\"state\":\"ready\",\"configured\":true,\"partitions\":3,\"records\":2,\"bytes\":4,\"lag\":0,\"waiting\":1}"
                                    .formatted(items));
            assertThat(health.at("/clusters/0/topics/1/use").asText()).isEqualTo("replies");
            assertThat(waiting).isNotDone();
        }
    }

    @Test
    void isNotReadyBeforeItHasMetTheBroker() throws IOException {
        try (var nobody = new ServerSocket(0);
                var gateway = TestGateway.start(
                        yaml("items", "requests", "replies").text(), "127.0.0.1:" + nobody.getLocalPort())) {
            Answer answer = new Client(gateway.admin()).get("/readyz");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(json(answer).at("/ready").asBoolean()).isFalse();
            assertThat(json(answer).at("/clusters/0/topics/0/state").asText()).isEqualTo("loading");
        }
    }

    @Test
    void isReadyWithATopicMissing() {
        String missing = TestKafka.name("missing");
        String yaml = yaml(missing, KAFKA.plain("requests", 1), KAFKA.plain("replies", 1))
                .text();
        try (var gateway = TestGateway.start(yaml, KAFKA.bootstrap())) {
            var admin = new Client(gateway.admin());

            await().untilAsserted(() -> {
                Answer answer = admin.get("/readyz");
                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).contains("\"state\" : \"missing\"");
            });
        }
    }

    @Test
    void isAliveAndHasNothingElse() {
        try (var gateway =
                TestGateway.start(yaml("items", "requests", "replies").text(), KAFKA.bootstrap())) {
            var admin = new Client(gateway.admin());

            assertThat(admin.get("/livez").body()).isEqualTo("ok\n");
            assertThat(admin.send("HEAD", "/livez", "").status()).isEqualTo(200);
            assertThat(admin.post("/livez", "").field("allow")).isEqualTo("GET, HEAD");
            assertThat(admin.get("/items/a").status()).isEqualTo(404);
            assertThat(new Client(gateway.uri()).get("/livez").status()).isEqualTo(404);
        }
    }

    @Test
    void tellsAndShowsWhatIsServed() {
        try (var gateway =
                TestGateway.start(yaml("items", "requests", "replies").text(), KAFKA.bootstrap())) {
            var admin = new Client(gateway.admin());

            Answer document = admin.get("/openapi");
            assertThat(document.field("content-type")).isEqualTo("application/json");
            assertThat(json(document).at("/paths/~1items~1{id}/get/operationId").asText())
                    .isEqualTo("getItemsById");
            Answer toBrowser = admin.get("/openapi", "accept", "text/html,application/xhtml+xml,*/*;q=0.8");
            assertThat(toBrowser.status()).isEqualTo(302);
            Answer page = admin.get(toBrowser.field("location"));
            assertThat(page.field("content-security-policy")).startsWith("default-src 'none'");
            assertThat(loadedBy(page))
                    .hasSize(3)
                    .allSatisfy(file ->
                            assertThat(admin.get("/openapi/" + file).status()).isEqualTo(200));
        }
    }

    private static List<String> loadedBy(Answer page) {
        return Pattern.compile("(?:src|href)=\"(viewer/[^\"]*)\"")
                .matcher(page.body())
                .results()
                .map(file -> file.group(1))
                .toList();
    }
}
