package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The names of headers that {@code options} and {@code with.correlation-id} choose. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class HeaderNamesIT {
    private static final TestKafka KAFKA = TestKafka.shared();

    @Test
    void usesTheConfiguredNames() {
        String requests = KAFKA.plain("requests", 1);
        String responses = KAFKA.plain("responses", 1);
        GatewayYaml yaml = GatewayYaml.of(
                        produce("/orders/{id}", requests, "key: ${idempotencyKey}\nreply-to: " + responses))
                .proxy("""
                        idempotency: {header: X-Request-Key}
                        correlation:
                          headers:
                            reply-to: my:reply-to
                            correlation-id: my:correlation-id
                            include: [authorization]
                        """);
        try (Scene scene = Scene.open(yaml)) {
            ConsumerRecord<byte[], byte[]> request = exchange(scene, requests, responses, "my:correlation-id");

            assertThat(TestKafka.text(request.key())).isEqualTo("the-key");
            assertThat(TestKafka.header(request, "my:reply-to")).isEqualTo(responses);
            assertThat(TestKafka.header(request, "my:correlation-id")).startsWith("the-key-");
            assertThat(TestKafka.header(request, "authorization")).isEqualTo("Bearer t");
            assertThat(TestKafka.header(request, "cookie")).isNull();
            assertThat(TestKafka.header(request, "zilla:reply-to")).isNull();
        }
    }

    @Test
    void lookForTheReplyUnderTheNameOfTheOptionsWhenTheRouteHasItsOwn() {
        String requests = KAFKA.plain("requests", 1);
        String responses = KAFKA.plain("responses", 1);
        GatewayYaml yaml = GatewayYaml.of(
                        produce("/orders/{id}", requests, "correlation-id: route:id\nkey: x\nreply-to: " + responses))
                .proxy("idempotency: {header: x-request-key}");
        try (Scene scene = Scene.open(yaml)) {
            ConsumerRecord<byte[], byte[]> request =
                    exchange(scene, requests, responses, "route:id", "zilla:correlation-id");

            assertThat(TestKafka.header(request, "route:id")).startsWith("the-key-");
            assertThat(TestKafka.header(request, "zilla:correlation-id")).isNull();
        }
    }

    private static ConsumerRecord<byte[], byte[]> exchange(
            Scene scene, String requests, String responses, String sentAs) {
        return exchange(scene, requests, responses, sentAs, sentAs);
    }

    /** Sends a request, replies to it and sees the reply arrive; the record of the request. */
    private static ConsumerRecord<byte[], byte[]> exchange(
            Scene scene, String requests, String responses, String sentAs, String repliedAs) {
        var answer = new AtomicReference<>(put(scene));
        await().until(() -> {
            if (answer.get().isDone() && answer.get().join().status() == 503) { // the reply topic is not ready yet
                answer.set(put(scene));
            }
            return !KAFKA.records(requests).isEmpty();
        });
        ConsumerRecord<byte[], byte[]> request = KAFKA.records(requests).get(0);

        KAFKA.put(responses, null, "done", repliedAs, TestKafka.header(request, sentAs));

        assertThat(answer.get().join().body()).isEqualTo("done");
        return request;
    }

    private static CompletableFuture<Client.Answer> put(Scene scene) {
        return scene.client()
                .sending(
                        "PUT",
                        "/orders/1",
                        "v",
                        "X-REQUEST-KEY",
                        "the-key",
                        "authorization",
                        "Bearer t",
                        "cookie",
                        "c=1");
    }
}
