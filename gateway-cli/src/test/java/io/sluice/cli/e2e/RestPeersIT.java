package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.e2e.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three gateways, and clients whose requests come to one after the other. */
@ExtendWith(WatchIoThreads.class)
@Timeout(120)
class RestPeersIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String V2 = "application/vnd.kafka.v2+json";
    private static final String JSON = "application/vnd.kafka.json.v2+json";
    private static final int GATEWAYS = 3;
    private static final List<Scene> SCENES = new ArrayList<>();
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static String topicOfInstances = "";

    @BeforeAll
    static void start() {
        topicOfInstances = TestKafka.name("instances");
        for (int port : Ports.free(GATEWAYS)) {
            SCENES.add(Scene.rest(RestYaml.of(
                            "id: gw" + SCENES.size(),
                            "consumers: {defaults: {auto.offset.reset: earliest, consumer.request.timeout.ms: 10000}}",
                            "instances: {address: \"http://127.0.0.1:" + port + "\", topic: " + topicOfInstances + "}")
                    .port(port)));
        }
        await().until(() -> IntStream.range(0, GATEWAYS).allMatch(RestPeersIT::isKnown));
    }

    @AfterAll
    static void stop() {
        SCENES.forEach(Scene::close);
    }

    /** An instance that one gateway holds is found through the two others. */
    private static boolean isKnown(int index) {
        String group = "/consumers/" + TestKafka.name("known");
        Client owner = SCENES.get(index).client();
        if (owner.post(group, "{\"name\":\"c\"}", "content-type", V2).status() != 200) {
            return false;
        }
        boolean known = SCENES.stream()
                .allMatch(scene ->
                        scene.client().get(group + "/instances/c/subscription").status() == 200);
        owner.delete(group + "/instances/c");
        return known;
    }

    /** The next gateway, as a load balancer chooses. */
    private static Client next() {
        return SCENES.get(NEXT.getAndIncrement() % GATEWAYS).client();
    }

    private static Answer post(String path, String body) {
        return next().post(path, body, "content-type", V2);
    }

    @Test
    void anyGatewayServesAnyInstance() {
        String topic = KAFKA.plain("balanced", 1);
        for (String name : List.of("named", "")) {
            String group = "/consumers/" + TestKafka.name("balanced");
            String body = name.isEmpty() ? "{\"format\":\"json\"}" : "{\"name\":\"named\",\"format\":\"json\"}";
            Answer created = post(group, body);
            assertThat(created.status()).isEqualTo(200);
            String instance = created.body().replaceAll(".*\"base_uri\":\"http://[^/]*([^\"]*)\".*", "$1");

            assertThat(post(instance + "/subscription", "{\"topics\":[\"" + topic + "\"]}")
                            .status())
                    .isEqualTo(204);
            assertThat(next().get(instance + "/subscription").body()).contains(topic);
            for (int i = 0; i < 4; i++) {
                KAFKA.put(topic, null, "\"" + i + "\"");
                Answer records = next().get(instance + "/records", "accept", JSON);
                assertThat(records.body()).contains("\"value\":\"" + i + "\"");
                assertThat(records.field("content-type")).isEqualTo(JSON);
            }
            assertThat(post(instance + "/offsets", "").body()).isEqualTo("[]");
            if (!name.isEmpty()) {
                assertThat(post(group, body).status()).isEqualTo(409);
                assertThat(post(group, body).status()).isEqualTo(409);
            }
            assertThat(next().delete(instance).status()).isEqualTo(204);
            assertThat(next().delete(instance).status()).isEqualTo(404);
            KAFKA.delete(topic);
            topic = KAFKA.plain("balanced", 1);
        }
    }

    @Test
    void saysThatNobodyKnowsAnInstance() {
        Answer answer = next().get("/consumers/none/instances/none/subscription");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("{\"error_code\":40403,\"message\":\"Consumer instance not found.\"}");
    }

    @Test
    void doesNotSendOnWhatWasSentOn() {
        String group = "/consumers/" + TestKafka.name("once");
        SCENES.get(0).client().post(group, "{\"name\":\"c\"}", "content-type", V2);

        assertThat(SCENES.get(1)
                        .client()
                        .get(group + "/instances/c/subscription", "x-sluice-forwarded", "gw2")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void tellsWhenAGatewayGoes() {
        int port = Ports.free();
        Scene leaving = Scene.rest(RestYaml.of(
                        "id: leaving",
                        "instances: {address: \"http://127.0.0.1:" + port + "\", topic: " + topicOfInstances + "}")
                .port(port));
        leaving.ready("/topics");
        await().until(() -> KAFKA.records(topicOfInstances, "leaving").size() == 1);

        leaving.close();

        assertThat(KAFKA.records(topicOfInstances, "leaving").get(1).value()).isNull();
    }
}
