package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
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

@ParameterizedClass(name = "{0} partitions")
@ValueSource(ints = {1, 3})
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class FetchIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static String items = "";
    private static String plain = "";
    private static Scene scene;

    @Parameter
    int partitions;

    private final String id = UUID.randomUUID().toString();

    @BeforeParameterizedClassInvocation
    static void start(int partitions) {
        items = KAFKA.compacted("items", partitions);
        plain = KAFKA.plain("plain", partitions);
        scene = Scene.open(GatewayYaml.of(
                fetch("/items/{id}", items, "filters:\n- key: ${params.id}"),
                fetch("/deep/{id*}", items, "filters:\n- key: ${params.id}"),
                fetch("/tags/{tag}", items, "filters:\n- headers: {tag: '${params.tag}'}"),
                fetch(
                        "/two/{tag}/{kind}",
                        items,
                        "filters:\n- headers: {tag: '${params.tag}', kind: '${params.kind}'}"),
                fetch("/tags/{tag}/{id}", items, "filters:\n- key: ${params.id}\n  headers: {tag: '${params.tag}'}"),
                fetch("/either/{a}/{b}", items, "filters:\n- key: ${params.a}\n- key: ${params.b}"),
                fetch("/plain/{id}", plain, "filters:\n- key: ${params.id}"),
                fetch("/topics/{topic}/{id}", "${params.topic}", "filters:\n- key: ${params.id}"),
                fetch("/first", plain, "")));
        scene.ready("/items/none", "/plain/none");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        scene.close();
    }

    private Answer get(String path, String... fields) {
        return scene.client().get(path, fields);
    }

    @Test
    void answersWithTheLatestRecordOfTheKey() {
        KAFKA.put(items, id, "old", "content-type", "text/plain");
        var written = KAFKA.put(items, id, "{\"new\":1}", "content-type", "application/json", ":status", "500");

        Answer answer = scene.eventually("/items/" + id, "{\"new\":1}");

        assertThat(answer.field("content-type")).isEqualTo("application/json");
        assertThat(answer.field("content-length")).isEqualTo("9");
        assertThat(answer.etag()).isEqualTo(Progress.etag(written));
        assertThat(answer.field("cache-control")).isEqualTo("no-cache");
    }

    @Test
    void writesTheProgressOfTheRecordsOwnPartitionIntoTheEtag() {
        String topic = KAFKA.compacted("fresh", partitions);
        KAFKA.putTo(0, topic, "first", "1");
        KAFKA.putTo(0, topic, "second", "2");

        Answer answer = scene.eventually("/topics/" + topic + "/second", "2");

        assertThat(answer.etag()).isEqualTo("\"AQIABA==\"");
        assertThat(get("/topics/" + topic + "/first").etag()).isEqualTo("\"AQIAAg==\"");
    }

    @Test
    void appendsTheRecordsOwnEtag() {
        var written = KAFKA.put(items, id, "v", "etag", "rev-7", "etag", "second");

        Answer answer = scene.eventually("/items/" + id, "v");

        assertThat(answer.etag()).isEqualTo('"' + Progress.of(written) + "/rev-7\"");
    }

    @Test
    void copiesNoOtherRecordHeaders() {
        KAFKA.put(items, id, "v", "x-internal", "1", "zilla:identity", "root", "location", "/x");

        Answer answer = scene.eventually("/items/" + id, "v");

        assertThat(answer.headers().map().keySet())
                .isSubsetOf("content-length", "etag", "cache-control", "date", "connection");
    }

    @Test
    void letsTheRecordSayHowLongItMayBeCached() {
        KAFKA.put(items, id, "v", "cache-control", "max-age=60");

        assertThat(scene.eventually("/items/" + id, "v").field("cache-control")).isEqualTo("max-age=60");
    }

    @Test
    void answersAnEmptyValueWithNoContent() {
        var written = KAFKA.put(items, id, "", "content-type", "text/plain");

        Answer answer = scene.eventually("/items/" + id, a -> a.status() != 404);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.etag()).isEqualTo(Progress.etag(written));
        assertThat(answer.optional("content-length")).isEmpty();
    }

    @Test
    void answersAnUnknownKeyWithAProblem() {
        Answer answer = get("/items/" + id);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.field("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.body()).contains("\"urn:sluice:problem:not-found\"", "\"status\":404");
        assertThat(answer.optional("etag")).isEmpty();
    }

    @Test
    void hidesADeletedKey() {
        KAFKA.put(items, id, "v");
        scene.eventually("/items/" + id, "v");
        KAFKA.put(items, id, null);

        scene.eventually("/items/" + id, answer -> answer.status() == 404);

        assertThat(get("/items/" + id, "if-none-match", "*").status()).isEqualTo(404);
    }

    @Test
    void bringsAKeyBackWithAnotherEtag() {
        KAFKA.put(items, id, "v");
        String before = scene.eventually("/items/" + id, "v").etag();
        KAFKA.put(items, id, null);
        scene.eventually("/items/" + id, answer -> answer.status() == 404);
        KAFKA.put(items, id, "v");

        String after = scene.eventually("/items/" + id, "v").etag();

        assertThat(after).isNotEqualTo(before);
    }

    @Test
    void readsTheLatestRecordOfATopicThatIsNotCompactedAsWell() {
        KAFKA.put(plain, id, "1");
        KAFKA.put(plain, id, "2");
        scene.eventually("/plain/" + id, "2");
        KAFKA.put(plain, id, null);

        scene.eventually("/plain/" + id, answer -> answer.status() == 404);
    }

    @Test
    void findsByHeader() {
        KAFKA.put(items, id, "v", "tag", "other", "tag", id);

        Answer answer = scene.eventually("/tags/" + id, "v");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(get("/tags/" + id.toUpperCase(Locale.ROOT)).status()).isEqualTo(404);
    }

    @Test
    void asksForAllHeadersOfAFilter() {
        KAFKA.put(items, id, "v", "tag", id, "kind", "book");

        scene.eventually("/two/" + id + "/book", "v");

        assertThat(get("/two/" + id + "/film").status()).isEqualTo(404);
        assertThat(get("/two/book/" + id).status()).isEqualTo(404);
    }

    @Test
    void findsByKeyAndHeaderOnlyWhenBothMatch() {
        KAFKA.put(items, id, "v", "tag", "green");

        scene.eventually("/tags/green/" + id, "v");

        assertThat(get("/tags/red/" + id).status()).isEqualTo(404);
        assertThat(get("/tags/green/x" + id).status()).isEqualTo(404);
    }

    @Test
    void followsAHeaderThatMovesToAnotherKeyAndGoes() {
        KAFKA.put(items, id, "first", "tag", id);
        scene.eventually("/tags/" + id, "first");
        KAFKA.put(items, id, "without");
        scene.eventually("/tags/" + id, answer -> answer.status() == 404);
        KAFKA.put(items, "other-" + id, "second", "tag", id);

        Answer answer = scene.eventually("/tags/" + id, "second");

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void takesTheFirstByPartitionAndOffsetOfSeveralWithAHeader() {
        String topic = KAFKA.compacted("first", partitions);
        int last = partitions - 1;
        try (Scene own = Scene.open(
                GatewayYaml.of(fetch("/tags/{tag}", topic, "filters:\n- headers: {tag: '${params.tag}'}")))) {
            putTagged(last, topic, "a", "in the last partition");
            putTagged(0, topic, "b", "b");
            putTagged(0, topic, "c", "c");
            putTagged(last, topic, "end", "end");
            String expected = partitions == 1 ? "in the last partition" : "b";

            Answer answer = own.eventually("/tags/x", expected);

            assertThat(answer.status()).isEqualTo(200);
        }
    }

    private static void putTagged(int partition, String topic, String key, String value) {
        KAFKA.put(new ProducerRecord<>(
                topic,
                partition,
                key.getBytes(StandardCharsets.UTF_8),
                value.getBytes(StandardCharsets.UTF_8),
                TestKafka.headers("tag", "x")));
    }

    @Test
    void takesAnyOfSeveralFilters() {
        KAFKA.put(items, id, "v");
        scene.eventually("/items/" + id, "v");

        assertThat(get("/either/" + id + "/none").body()).isEqualTo("v");
        assertThat(get("/either/none/" + id).body()).isEqualTo("v");
        assertThat(get("/either/none/nothing").status()).isEqualTo(404);
    }

    @Test
    void readsATopicThatThePathNames() {
        String topic = KAFKA.compacted("named", partitions);
        KAFKA.put(topic, id, "v");

        Answer answer = scene.eventually("/topics/" + topic + '/' + id, "v");

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"__consumer_offsets", "a%20b", "..", "a%2Fb", "%C3%BC"})
    void refusesTopicNamesThatNoTopicOfAUserHas(String topic) {
        assertThat(get("/topics/" + topic + "/1").status()).isEqualTo(404);
    }

    @Test
    void answersBadGatewayForATopicThatIsMissingUntilItIsThere() {
        String topic = TestKafka.name("late");
        Answer missing = scene.eventually("/topics/" + topic + "/1", answer -> answer.status() != 503);
        KAFKA.create(topic, partitions, Map.of("cleanup.policy", "compact"));
        KAFKA.put(topic, "1", "v");

        scene.eventually("/topics/" + topic + "/1", "v");

        assertThat(missing.status()).isEqualTo(502);
        assertThat(missing.body()).contains("topic-missing");
    }

    @Test
    void answersServiceUnavailableBeforeTheTopicHasBeenRead() {
        try (Scene early = Scene.open(
                GatewayYaml.of(fetch("/items/{id}", items, "filters:\n- key: ${params.id}")), "127.0.0.1:1")) {
            Answer answer = early.client().get("/items/1");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("retry-after")).isEqualTo("1");
            assertThat(answer.body()).contains("not-ready");
        }
    }

    @Test
    void answersHeadLikeGetWithoutTheBody() {
        KAFKA.put(items, id, "12345", "content-type", "text/plain");
        Answer get = scene.eventually("/items/" + id, "12345");

        Answer head = scene.client().send("HEAD", "/items/" + id, "");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.field("content-length")).isEqualTo("5");
        assertThat(head.etag()).isEqualTo(get.etag());
        assertThat(head.field("content-type")).isEqualTo("text/plain");
    }

    @Test
    void answersHeadConditionallyToo() {
        KAFKA.put(items, id, "v");
        String etag = scene.eventually("/items/" + id, "v").etag();

        assertThat(scene.client()
                        .send("HEAD", "/items/" + id, "", "if-none-match", etag)
                        .status())
                .isEqualTo(304);
        assertThat(scene.client().send("HEAD", "/items/none", "").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "DELETE", "PATCH"})
    void namesTheMethodsThatAPathHas(String method) {
        Answer answer = scene.client().send(method, "/items/1", "");

        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.field("allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void answersOptions() {
        Answer answer = scene.client().send("OPTIONS", "/items/1", "");

        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.field("allow")).isEqualTo("GET, HEAD, OPTIONS");
    }

    @Test
    void ignoresABodyOfAGet() {
        KAFKA.put(items, id, "v");
        scene.eventually("/items/" + id, "v");

        Answer answer = scene.client().send("GET", "/items/" + id, "a body");

        assertThat(answer.body()).isEqualTo("v");
    }

    @Test
    void servesLargeValues() {
        String large = "0123456789".repeat(90_000);
        KAFKA.put(items, id, large);

        Answer answer = scene.eventually("/items/" + id, a -> a.status() == 200);

        assertThat(answer.body()).isEqualTo(large);
    }

    @ParameterizedTest
    @CsvSource({
        "a%20b, 'a b'",
        "a%2Fb, a/b",
        "%C3%BCber, über",
        "%F0%9F%9A%80, 🚀",
        "a+b, a+b",
        "100%25, 100%",
        "a%252Fb, a%2Fb",
        "%24%7Bparams.id%7D, ${params.id}",
        "%5C%241, \\$1",
        "x%3By, x;y"
    })
    void decodesAPathSegmentOnce(String segment, String key) {
        KAFKA.put(items, key, id);

        Answer answer = scene.eventually("/items/" + segment, id);

        assertThat(answer.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%2", "%zz", "a%C3", "%FF", "%C0%AF", "%ED%A0%80"})
    void refusesEscapesThatAreNoText(String segment) throws IOException {
        try (var connection = scene.client().raw()) {
            var answer = connection.request("GET", "/items/" + segment).read();

            assertThat(answer.status()).isEqualTo(400);
        }
    }

    @Test
    void leavesTheQueryOutOfTheMatch() {
        KAFKA.put(items, id, "v");
        scene.eventually("/items/" + id, "v");

        assertThat(get("/items/" + id + "?q=/a;b&id=2").body()).isEqualTo("v");
        assertThat(get("/items/" + id + "?").body()).isEqualTo("v");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/items/a/b", "/items/a;b", "/items/", "/items", "/items/a;cid=1", "/unknown", "/ITEMS/a", "/"})
    void matchesOneSegmentUpToASemicolon(String path) {
        Answer answer = get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("urn:sluice:problem:no-route");
    }

    @Test
    void letsAStarredParameterSpanSegments() {
        KAFKA.put(items, "a/" + id + ";v=3", "v");

        Answer answer = scene.eventually("/deep/a/" + id + ";v=3", "v");

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void readsTheFirstRecordOfATopicWithoutFilters() {
        KAFKA.putTo(0, plain, "first-" + partitions, "v");

        Answer answer = scene.eventually("/first", a -> a.status() == 200);

        assertThat(answer.optional("etag")).isPresent();
    }
}
