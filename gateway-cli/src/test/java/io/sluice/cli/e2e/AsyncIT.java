package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.e2e.Client.Answer;
import java.net.URI;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a service answers, the client coming back for the reply. */
@ParameterizedClass(name = "{0} partitions")
@ValueSource(ints = {1, 3})
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class AsyncIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static String requests = "";
    private static String responses = "";
    private static GatewayYaml yaml = GatewayYaml.of();
    private static Scene scene;

    @Parameter
    int partitions;

    private final String id = UUID.randomUUID().toString();
    private final String path = "/orders/" + id;

    @BeforeParameterizedClassInvocation
    static void start(int partitions) {
        requests = KAFKA.plain("requests", partitions);
        responses = KAFKA.plain("responses", partitions);
        yaml = GatewayYaml.of(
                asynchronous("/orders/{id}", "/orders/${params.id}", ""),
                asynchronous("/other/{id}", "/other/${params.id}", ""),
                asynchronous(
                        "/shops/{shop}/{id}",
                        "/shops/${params.shop}/${params.id}",
                        "\n    x-tracking: ${correlationId}"),
                fetch("/orders/{id}", KAFKA.compacted("items", 1), "filters:\n- key: ${params.id}"));
        scene = Scene.open(yaml);
        await().until(() -> scene.client().get("/orders/x;cid=y").status() == 404);
    }

    private static String asynchronous(String path, String location, String more) {
        return """
                - when:
                    - {method: PUT, path: "%1$s"}
                    - {method: DELETE, path: "%1$s"}
                    - {method: GET, path: "%1$s;cid={correlationId}"}
                  exit: cache_client
                  with:
                    capability: produce
                    topic: %3$s
                    key: ${params.id}
                    reply-to: %4$s
                    timeout: 20
                    async:
                      location: %2$s;cid=${correlationId}%5$s
                """.formatted(path, location, requests, responses, more.replace("\n    ", "\n      "));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        scene.close();
    }

    private Answer send(String target, String... fields) {
        return scene.client().put(target, "order", fields);
    }

    private Answer get(String target, String... fields) {
        return scene.client().get(target, fields);
    }

    /** A location that a request has been given. */
    private String accepted() {
        return send(path, "prefer", "respond-async").field("location");
    }

    private static ConsumerRecord<byte[], byte[]> request(String key) {
        await().until(() -> !KAFKA.records(requests, key).isEmpty());
        return KAFKA.records(requests, key).get(0);
    }

    private void reply(String value, String... headers) {
        Service.reply(KAFKA, request(id), Service.Reply.of(value, headers));
    }

    @Test
    void acceptsARequestAndSaysWhereItsReplyWillBe() {
        Answer answer = send(path, "prefer", "respond-async", "idempotency-key", id);

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.field("content-length")).isEqualTo("0");
        assertThat(answer.field("preference-applied")).isEqualTo("respond-async");
        String correlationId = String.valueOf(TestKafka.header(request(id), "zilla:correlation-id"));
        assertThat(correlationId).startsWith(id + '-');
        assertThat(answer.field("location")).isEqualTo(path + ";cid=" + correlationId);
    }

    @Test
    void answersTheLocationAtOnceWithWhatThereIs() {
        String location = accepted();
        Answer before = get(location);
        reply("done", ":status", "201", "content-type", "text/plain");

        Answer after = scene.eventually(location, answer -> answer.status() != 202);

        assertThat(before.status()).isEqualTo(202);
        assertThat(before.field("location")).isEqualTo(location);
        assertThat(before.field("content-length")).isEqualTo("0");
        assertThat(after.status()).isEqualTo(201);
        assertThat(after.body()).isEqualTo("done");
        assertThat(after.field("content-type")).isEqualTo("text/plain");
        assertThat(get(location).body()).isEqualTo("done");
        assertThat(KAFKA.records(requests, id)).hasSize(1);
    }

    @Test
    void waitsAtTheLocation() {
        String location = accepted();
        CompletableFuture<Answer> waiting = scene.client().getting(location, "prefer", "wait=20");
        CompletableFuture<Answer> another = scene.client().getting(location, "prefer", "wait=20");

        reply("done");

        assertThat(waiting.join().body()).isEqualTo("done");
        assertThat(another.join().body()).isEqualTo("done");
        assertThat(waiting.join().field("preference-applied")).isEqualTo("wait=20");
    }

    @Test
    void answersTheLocationAgainWhenTheWaitIsOver() {
        String location = accepted();

        Answer answer = get(location, "prefer", "wait=1");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.field("location")).isEqualTo(location);
        assertThat(answer.field("preference-applied")).isEqualTo("wait=1");
    }

    @Test
    void answersHeadAtTheLocation() {
        String location = accepted();
        reply("done");
        scene.eventually(location, "done");

        Answer head = scene.client().send("HEAD", location, "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.field("content-length")).isEqualTo("4");
        assertThat(head.body()).isEmpty();
    }

    @Test
    void waitsFirstWhenTheClientPrefersBoth() {
        CompletableFuture<Answer> replied =
                scene.client().sending("PUT", path, "order", "prefer", "respond-async, wait=20");
        reply("done", ":status", "201");
        Answer late = send("/orders/" + id + "-late", "prefer", "respond-async; wait=1");

        assertThat(replied.join().status()).isEqualTo(201);
        assertThat(replied.join().field("preference-applied")).isEqualTo("respond-async, wait=20");
        assertThat(late.status()).isEqualTo(202);
        assertThat(late.field("location")).startsWith("/orders/" + id + "-late;cid=");
        assertThat(late.field("preference-applied")).isEqualTo("respond-async, wait=1");
    }

    @Test
    void isSynchronousWithoutThePreference() {
        CompletableFuture<Answer> answer = scene.client().sending("PUT", path, "order");

        reply("done");

        assertThat(answer.join().body()).isEqualTo("done");
        assertThat(answer.join().status()).isEqualTo(200);
    }

    @Test
    void acceptsAReplayWithTheSameLocation() {
        String first =
                send(path, "prefer", "respond-async", "idempotency-key", id).field("location");
        String again = send(path, "prefer", "respond-async", "idempotency-key", id, "user-agent", "other")
                .field("location");
        reply("done");
        scene.eventually(first, "done");

        Answer afterwards = send(path, "prefer", "respond-async", "idempotency-key", id);

        assertThat(again).isEqualTo(first);
        assertThat(afterwards.status()).isEqualTo(202);
        assertThat(afterwards.field("location")).isEqualTo(first);
        assertThat(KAFKA.records(requests, id)).hasSize(1);
    }

    @Test
    void answersOnAnotherGatewayAndAfterARestart() {
        String location = accepted();
        try (Scene other = Scene.open(yaml)) {
            Answer before = other.eventually(location, answer -> answer.status() != 503);
            CompletableFuture<Answer> waiting = other.client().getting(location, "prefer", "wait=20");

            reply("done");

            assertThat(before.status()).isEqualTo(202);
            assertThat(waiting.join().body()).isEqualTo("done");
        }
        try (Scene restarted = Scene.open(yaml)) {
            assertThat(restarted
                            .eventually(location, answer -> answer.status() != 503)
                            .body())
                    .isEqualTo("done");
        }
    }

    @Test
    void knowsNoLocationThatItDidNotGive() {
        String location = accepted();
        int end = location.length();
        char last = location.charAt(end - 1);

        assertThat(get(location).status()).isEqualTo(202);
        assertThat(get(location.substring(0, end - 1) + (last == '0' ? '1' : '0'))
                        .status())
                .isEqualTo(404);
        assertThat(get(location.substring(0, end - 1)).status()).isEqualTo(404);
        assertThat(get(location + '0').status()).isEqualTo(404);
        assertThat(get(location.replace(";cid=", ";cid=x")).status()).isEqualTo(404);
        assertThat(get(path + ";cid=" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(get(path + ";cid=-").status()).isEqualTo(404);
    }

    @Test
    void doesNotLetALocationMoveToAnotherItemOrRoute() {
        String location = accepted();
        String cid = location.substring(location.indexOf(";cid="));
        reply("secret");
        scene.eventually(location, "secret");

        assertThat(get("/orders/another" + cid).status()).isEqualTo(404);
        assertThat(get("/other/" + id + cid).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a%20b",
                "a%2Fb",
                "%C3%BCn%C3%AF",
                "%F0%9F%9A%80",
                "100%25",
                "a%3Bb",
                "$1",
                "a+b",
                "a,b'c",
                "%3Cx%3E"
            })
    void writesLocationsThatAreFollowed(String segment) {
        String target = "/shops/" + segment + '/' + id;
        Answer answer = send(target, "prefer", "respond-async");
        String location = answer.field("location");
        reply("done");

        Answer reply = scene.eventually(location, "done");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(URI.create(location).toASCIIString()).isEqualTo(location);
        assertThat(answer.field("x-tracking")).isEqualTo(TestKafka.header(request(id), "zilla:correlation-id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a/b", "a;b=c", "100%", "%2F", "?q#f", "\"<>\\^`{|}", "$0", ".."})
    void writesLocationsThatAreFollowedWhateverTheIdempotencyKey(String key) {
        String location =
                send(path, "prefer", "respond-async", "idempotency-key", key).field("location");
        Answer before = get(location);
        reply("done");

        Answer reply = scene.eventually(location, "done");

        assertThat(before.status()).isEqualTo(202);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(TestKafka.header(request(id), "zilla:correlation-id")).startsWith(key + '-');
    }

    @Test
    void doesNotTakeTheItemForTheLocation() {
        String location = accepted();

        assertThat(get(path).status()).isEqualTo(404);
        assertThat(get(location + "?x=1").status()).isEqualTo(202);
    }

    @Test
    void writesAnEmptyValueForDelete() {
        Answer answer = scene.client().delete(path, "prefer", "respond-async");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(request(id).value()).isNotNull().isEmpty();
    }
}
