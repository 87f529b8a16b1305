package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.e2e.Client.Answer;
import io.sluice.dev.DevBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A broker of its own that goes away and comes back. */
@ExtendWith(WatchIoThreads.class)
@Timeout(120)
class OutageIT {
    private static final Duration BOUND = Duration.ofSeconds(15);

    private DevBroker broker;
    private Scene scene;

    @BeforeEach
    void start() {
        broker = DevBroker.ephemeral();
        broker.createTopic("items", 3, Map.of("cleanup.policy", "compact"));
        broker.createTopic("requests", 3, Map.of());
        broker.createTopic("responses", 3, Map.of());
        scene = Scene.open(
                GatewayYaml.of(
                        fetch("/items/{id}", "items", "filters:\n- key: ${params.id}"),
                        fetch("/items", "items", "merge:\n  content-type: application/json"),
                        produce("/items/{id}", "items", "key: ${params.id}\ntimeout: 2"),
                        produce("/orders/{id}", "requests", "key: ${params.id}\nreply-to: responses\ntimeout: 2")),
                broker.bootstrap());
        scene.ready("/items/1");
    }

    @AfterEach
    void stop() {
        scene.close();
        broker.close();
    }

    @Test
    void servesWhatItHasReadAndRefusesWritesUntilTheBrokerIsBack() {
        assertThat(scene.client().put("/items/1", "\"before\"").status()).isEqualTo(204);
        String etag = scene.client().get("/items/1").etag();
        broker.stop();

        List<CompletableFuture<Answer>> writes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            writes.add(scene.client().sending("PUT", "/items/lost-" + i, "\"lost\""));
            writes.add(scene.client().sending("PUT", "/orders/lost-" + i, "order"));
        }

        for (int i = 0; i < 20; i++) {
            assertThat(scene.client().get("/items/1").body()).isEqualTo("\"before\"");
            assertThat(scene.client().get("/items").body()).isEqualTo("[\"before\"]");
            assertThat(scene.client().get("/items/1", "if-none-match", etag).status())
                    .isEqualTo(304);
        }
        CompletableFuture<?> all = CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new));
        await().atMost(BOUND).until(all::isDone);
        assertThat(writes).allSatisfy(write -> assertThat(write.join().status()).isIn(503, 504));

        broker.restart();

        await().atMost(Duration.ofSeconds(30))
                .until(() -> scene.client().put("/items/1", "\"after\"").status() == 204);
        // a read waits for the write for one second, which readers may need to find the broker again
        await().atMost(Duration.ofSeconds(30))
                .until(() -> scene.client().get("/items/1").body().equals("\"after\""));
        CompletableFuture<Answer> waiting = scene.client().getting("/items/2", "prefer", "wait=30");
        assertThat(scene.client().put("/items/2", "\"new\"").status()).isEqualTo(204);
        assertThat(waiting.join().body()).isEqualTo("\"new\"");
    }

    @Test
    void saysThatNothingWasWrittenWhenTheOutageIsKnown() {
        assertThat(scene.client().put("/items/1", "1").status()).isEqualTo(204);
        broker.stop();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> scene.client().put("/items/2", "2").status() == 503);

        Answer refused = scene.client().put("/items/3", "3");

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.field("retry-after")).isEqualTo("1");
        assertThat(refused.body()).contains("kafka-unavailable");
        broker.restart(); // so that the gateway need not give up what it has not sent yet
    }
}
