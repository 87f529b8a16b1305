package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.e2e.Client.Answer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a gateway that is told to stop does with the requests that wait. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class DrainIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String WAIT = "wait=60";

    @Test
    void answersEveryPreferredWaitBeforeItStops() {
        String items = KAFKA.compacted("items", 1);
        String commands = KAFKA.plain("commands", 1);
        String replies = KAFKA.plain("replies", 1);
        Scene scene = Scene.open(GatewayYaml.of(
                fetch("/items/{id}", items, "filters:\n- key: ${params.id}"),
                fetch("/items", items, "merge:\n  content-type: application/json"),
                """
                - when:
                    - method: PUT
                      path: /orders/{id}
                    - method: GET
                      path: /orders/{id};cid={correlationId}
                  exit: client
                  with:
                    capability: produce
                    topic: %s
                    key: ${params.id}
                    reply-to: %s
                    async:
                      location: /orders/${params.id};cid=${correlationId}
                """.formatted(commands, replies)));
        scene.ready("/items/none", "/items");
        Client client = scene.client();
        String etag = client.get("/items").etag();
        String location = accepted(scene, "/orders/1");
        CompletableFuture<Answer> item = client.getting("/items/none", "prefer", WAIT);
        CompletableFuture<Answer> list = client.getting("/items", "prefer", WAIT, "if-none-match", etag);
        CompletableFuture<Answer> followUp = client.getting(location, "prefer", WAIT);
        CompletableFuture<Answer> patient =
                client.sending("PUT", "/orders/2", "{}", "prefer", "respond-async, " + WAIT);
        await().until(() -> KAFKA.records(commands).size() == 2);

        scene.close();

        assertThat(item.join().status()).isEqualTo(404);
        assertThat(list.join().status()).isEqualTo(304);
        assertThat(followUp.join().status()).isEqualTo(202);
        assertThat(patient.join().status()).isEqualTo(202);
        assertThat(patient.join().field("location")).startsWith("/orders/2;cid=");
    }

    /** Asks until the reply topic is ready. */
    private static String accepted(Scene scene, String path) {
        return await().until(
                        () -> scene.client().put(path, "{}", "prefer", "respond-async"),
                        answer -> answer.status() == 202)
                .field("location");
    }
}
