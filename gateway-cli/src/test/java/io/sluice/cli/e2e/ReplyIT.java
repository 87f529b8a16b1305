package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.e2e.Client.Answer;
import io.sluice.cli.e2e.RawConnection.Response;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that a service answers, the client waiting. */
@ParameterizedClass(name = "{0} partitions")
@ValueSource(ints = {1, 3})
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class ReplyIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final ConcurrentHashMap<String, List<Service.Reply>> RULES = new ConcurrentHashMap<>();
    private static String requests = "";
    private static String responses = "";
    private static GatewayYaml yaml = GatewayYaml.of();
    private static Scene scene;
    private static Service service;

    @Parameter
    int partitions;

    private final String id = UUID.randomUUID().toString();
    private final String path = "/orders/" + id;

    @BeforeParameterizedClassInvocation
    static void start(int partitions) {
        requests = KAFKA.plain("requests", partitions);
        responses = KAFKA.plain("responses", partitions);
        String reply = "key: ${params.id}\nreply-to: " + responses;
        yaml = GatewayYaml.of(
                        produce("/orders/{id}", requests, reply + "\ntimeout: 20"),
                        produce("/slow/{id}", requests, reply + "\ntimeout: 1"),
                        produce(
                                "/overridden/{id}",
                                requests,
                                reply + "\noverrides: {zilla:identity: 'me', key: '${idempotencyKey}'}"),
                        produce("/nowhere/{id}", requests, "key: ${params.id}\nreply-to: " + TestKafka.name("missing")),
                        produce("/lost/{id}", TestKafka.name("missing"), reply))
                .proxy("limits: {wait: 20}")
                .http("limits: {body: 1000000}");
        scene = Scene.open(yaml).ready("/nowhere/1");
        service = Service.start(KAFKA, requests, record -> RULES.getOrDefault(TestKafka.text(record.key()), List.of()));
        RULES.put("warm-up", List.of(Service.Reply.of("ready")));
        scene.eventually("/orders/warm-up", "ready");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        scene.close();
        service.close();
    }

    private void replies(String value, String... headers) {
        RULES.put(id, List.of(Service.Reply.of(value, headers)));
    }

    private ConsumerRecord<byte[], byte[]> onlyRequest() {
        await().until(() -> !service.requests(id).isEmpty());
        assertThat(service.requests(id)).hasSize(1);
        return service.requests(id).get(0);
    }

    @Test
    void answersWithTheReply() {
        replies(
                "{\"id\":7}",
                ":status",
                "201",
                "content-type",
                "application/json",
                "location",
                "/orders/7",
                "x-a",
                "1",
                "x-a",
                "2");

        Answer answer = scene.client().post(path, "order");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.body()).isEqualTo("{\"id\":7}");
        assertThat(answer.field("content-type")).isEqualTo("application/json");
        assertThat(answer.field("location")).isEqualTo("/orders/7");
        assertThat(answer.fields("x-a")).containsExactly("1", "2");
        assertThat(answer.field("content-length")).isEqualTo("8");
        assertThat(answer.optional("zilla:correlation-id")).isEmpty();
        assertThat(answer.optional("preference-applied")).isEmpty();
    }

    @Test
    void copiesTheRequestIntoTheRecord() throws IOException {
        replies("ok");
        try (var connection = scene.client().raw()) {
            connection.send("POST " + path + "?q=1&r=a%20b HTTP/1.1\r\n"
                    + "Host: shop.example\r\n"
                    + "X-First: 1\r\n"
                    + "Content-Type: text/plain\r\n"
                    + "X-Repeated: a\r\n"
                    + "Authorization: Bearer secret\r\n"
                    + "Cookie: session=secret\r\n"
                    + "Proxy-Authorization: Basic secret\r\n"
                    + "Connection: keep-alive, X-Hop\r\n"
                    + "Keep-Alive: timeout=5\r\n"
                    + "X-Hop: 1\r\n"
                    + "TE: trailers\r\n"
                    + "Upgrade: foo\r\n"
                    + "Prefer: wait=9\r\n"
                    + "Idempotency-Key: key-" + id + "\r\n"
                    + "X-Repeated: b\r\n"
                    + "Content-Length: 5\r\n\r\norder");
            assertThat(connection.read().status()).isEqualTo(200);
        }

        ConsumerRecord<byte[], byte[]> record = onlyRequest();

        List<String> headers = TestKafka.headers(record);
        assertThat(headers.subList(0, 4))
                .containsExactly(
                        ":scheme: http",
                        ":method: POST",
                        ":path: " + path + "?q=1&r=a%20b",
                        ":authority: shop.example:80");
        assertThat(headers.subList(4, headers.size() - 2))
                .containsExactlyInAnyOrder(
                        "x-first: 1",
                        "content-type: text/plain",
                        "x-repeated: a",
                        "x-repeated: b",
                        "idempotency-key: key-" + id)
                .containsSubsequence("x-repeated: a", "x-repeated: b");
        assertThat(headers.get(headers.size() - 2)).isEqualTo("zilla:reply-to: " + responses);
        assertThat(headers.get(headers.size() - 1)).matches("zilla:correlation-id: key-" + id + "-[0-9a-f]{32,}");
        assertThat(TestKafka.text(record.value())).isEqualTo("order");
        assertThat(TestKafka.text(record.key())).isEqualTo(id);
    }

    @Test
    void putsTheOverridesBetweenReplyTopicAndCorrelationId() {
        replies("ok");

        scene.client().put("/overridden/" + id, "v", "idempotency-key", id);

        List<String> headers = TestKafka.headers(onlyRequest());
        int replyTo = headers.indexOf("zilla:reply-to: " + responses);
        assertThat(headers.subList(replyTo, headers.size() - 1))
                .containsExactly("zilla:reply-to: " + responses, "zilla:identity: me", "key: " + id);
        assertThat(headers.get(headers.size() - 1)).startsWith("zilla:correlation-id: " + id);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"AQIABA==/rev-1\" | rev-1",
                "AQIABA==/rev-1 | rev-1",
                "\"rev-1\" | \"rev-1\"",
                "* | *",
                "\"a\", \"b\" | \"a\", \"b\"",
                "W/\"AQIABA==/x\" | W/\"AQIABA==/x\"",
                "\"AQIABA==\" | \"AQIABA==\"",
                "rev-1 | rev-1",
                "A===/x | A===/x"
            })
    void neverDropsACondition(String sent, String expected) {
        replies("ok");

        scene.client().put(path, "v", "if-match", sent);

        assertThat(TestKafka.header(onlyRequest(), "if-match")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "GET"})
    void writesAnEmptyValueWithoutABody(String method) {
        replies("ok");

        assertThat(scene.client().send(method, path, "").status()).isEqualTo(200);

        assertThat(onlyRequest().value()).isNotNull().isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "204", "205", "304", "400", "404", "412", "500", "503", "599"})
    void answersWithAnyStatusOfTheService(String status) {
        replies("body", ":status", status);

        Answer answer = scene.client().put(path, "v");

        assertThat(answer.status()).isEqualTo(Integer.parseInt(status));
        assertThat(answer.body()).isEqualTo(List.of("204", "205", "304").contains(status) ? "" : "body");
    }

    @Test
    void answersAReplyWithoutStatusOrValue() {
        replies(null);

        Answer answer = scene.client().put(path, "v");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.field("content-length")).isEqualTo("0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "99", "100", "101", "600", "1000", "", "-200", "2OO", "\u0662\u0660\u0660"})
    void refusesAReplyThatIsNoResponse(String status) {
        replies("body", ":status", status);

        Answer answer = scene.client().put(path, "v");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).contains("reply-invalid");
    }

    @Test
    void letsNoReplySplitTheResponse() throws IOException {
        replies(
                "body",
                "x-evil",
                "a\r\nset-cookie: stolen=1",
                "x-lf",
                "a\nb",
                "x bad",
                "1",
                "x-bad:",
                "1",
                ":path",
                "/internal",
                "zilla:identity",
                "root",
                "",
                "nameless",
                "x-none",
                null,
                "transfer-encoding",
                "chunked",
                "content-length",
                "2",
                "connection",
                "close",
                "upgrade",
                "h2c",
                "x-good",
                "1");
        try (var connection = scene.client().raw()) {
            Response response =
                    connection.request("PUT", path, "content-length: 0").read();

            assertThat(response.status()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("body");
            assertThat(response.lines().subList(1, response.lines().size()).stream()
                            .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)))
                    .contains("x-good", "content-length")
                    .isSubsetOf("x-good", "content-length", "date", "connection");
            assertThat(response.fields("connection")).doesNotContain("close");
            assertThat(connection
                            .request("PUT", path, "content-length: 0")
                            .read()
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void endsWithAGatewayTimeoutWithoutAReply() {
        Answer answer = scene.client().put("/slow/" + id, "v");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.body()).contains("urn:sluice:problem:timeout");
        assertThat(onlyRequest().value()).isNotNull();
    }

    @Test
    void waitsAsLongAsTheClientPrefers() {
        long start = System.nanoTime();

        Answer answer = scene.client().put(path, "v", "prefer", "wait=1");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(System.nanoTime() - start).isBetween(900_000_000L, 12_000_000_000L);
    }

    @Test
    void saysThatItWaited() {
        replies("ok");

        assertThat(scene.client().put(path, "v", "prefer", "wait=9").field("preference-applied"))
                .isEqualTo("wait=9");
    }

    @Test
    void ignoresRespondAsyncWithoutALocation() {
        replies("ok");

        Answer answer = scene.client().put(path, "v", "prefer", "respond-async");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.optional("preference-applied")).isEmpty();
    }

    @Test
    void takesTheFirstOfSeveralReplies() {
        RULES.put(id, List.of(Service.Reply.of("first"), Service.Reply.of("second")));

        assertThat(scene.client().put(path, "v").body()).isEqualTo("first");
        assertThat(scene.client().put(path, "w").body()).isEqualTo("first");
    }

    @Test
    void answersAReplayWithoutAnotherRecord() {
        replies("ok", ":status", "201");
        String[] original = {"idempotency-key", id, "user-agent", "one/1", "traceparent", "00-1"};
        Answer first = scene.client().post(path, "order", original);

        for (int i = 0; i < 5; i++) {
            Answer again = scene.client()
                    .post(
                            path,
                            "order",
                            "idempotency-key",
                            id,
                            "user-agent",
                            "two/" + i,
                            "x-forwarded-for",
                            "10.0.0." + i);

            assertThat(again.status()).isEqualTo(first.status()).isEqualTo(201);
            assertThat(again.body()).isEqualTo("ok");
        }
        assertThat(KAFKA.records(requests, id)).hasSize(1);
    }

    @Test
    void answersAReplayAfterARestartAndOnAnotherGateway() {
        replies("ok");
        scene.client().post(path, "order", "idempotency-key", id);
        try (Scene other = Scene.open(yaml)) {
            await().until(() ->
                    other.client().post(path, "order", "idempotency-key", id).status() != 503);

            Answer again = other.client().post(path, "order", "idempotency-key", id);

            assertThat(again.body()).isEqualTo("ok");
        }
        assertThat(KAFKA.records(requests, id)).hasSize(1);
    }

    @Test
    void takesAnotherBodyForAnotherRequest() {
        replies("ok");

        scene.client().post(path, "order", "idempotency-key", id);
        scene.client().post(path, "another", "idempotency-key", id);
        scene.client().post(path + "?q", "order", "idempotency-key", id);
        scene.client().put(path, "order", "idempotency-key", id);
        scene.client().post(path, "order", "idempotency-key", id, "content-type", "text/plain");
        scene.client().post(path, "order", "idempotency-key", id, "if-match", "*");

        List<String> ids = KAFKA.records(requests, id).stream()
                .map(record -> String.valueOf(TestKafka.header(record, "zilla:correlation-id")))
                .toList();
        assertThat(ids)
                .hasSize(6)
                .doesNotHaveDuplicates()
                .allMatch(correlationId -> correlationId.startsWith(id + '-'));
    }

    @Test
    void writesOneRecordForEqualRequestsAtOnce() {
        List<CompletableFuture<Answer>> all = IntStream.range(0, 20)
                .mapToObj(i -> scene.client().sending("POST", path, "order", "idempotency-key", id))
                .toList();
        Service.reply(KAFKA, onlyRequest(), Service.Reply.of("ok"));

        assertThat(all).allSatisfy(answer -> assertThat(answer.join().body()).isEqualTo("ok"));
        assertThat(KAFKA.records(requests, id)).hasSize(1);
    }

    @Test
    void keepsManyRequestsApart() {
        List<String> ids = IntStream.range(0, 200).mapToObj(i -> id + '-' + i).toList();
        ids.forEach(one -> RULES.put(one, List.of(Service.Reply.of(one))));

        List<CompletableFuture<Answer>> all = ids.stream()
                .map(one -> scene.client().sending("PUT", "/orders/" + one, "v"))
                .toList();

        for (int i = 0; i < ids.size(); i++) {
            assertThat(all.get(i).join().body()).isEqualTo(ids.get(i));
        }
    }

    @Test
    void ignoresRepliesThatNobodyAwaits() {
        KAFKA.put(responses, "x", "v");
        KAFKA.put(responses, "x", "v", "zilla:correlation-id", null);
        KAFKA.put(responses, null, null, "zilla:correlation-id", "nobody");
        replies("ok");

        assertThat(scene.client().put(path, "v").body()).isEqualTo("ok");
    }

    @Test
    void carriesLargeBodiesBothWays() {
        String large = "0123456789".repeat(90_000);
        replies(large);

        Answer answer = scene.client().put(path, large);

        assertThat(answer.body()).isEqualTo(large);
        assertThat(TestKafka.text(onlyRequest().value())).isEqualTo(large);
    }

    @Test
    void saysThatATopicIsMissing() {
        Answer replies = scene.client().put("/nowhere/" + id, "v");
        Answer requested = scene.client().put("/lost/" + id, "v");

        assertThat(replies.status()).isEqualTo(502);
        assertThat(requested.status()).isEqualTo(502);
        assertThat(KAFKA.records(requests, id)).isEmpty();
    }

    @Test
    void forgetsARequestWhoseClientLeavesEarly() throws IOException {
        try (var connection = scene.client().raw()) {
            connection.send("POST " + path + " HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nhalf");
        }
        replies("ok");

        assertThat(scene.client().post(path, "whole").body()).isEqualTo("ok");
        assertThat(KAFKA.records(requests, id)).hasSize(1);
    }
}
