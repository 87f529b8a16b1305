package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.e2e.Client.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If-None-Match and prefer: wait=N on one record. */
@ParameterizedClass(name = "{0} partitions")
@ValueSource(ints = {1, 3})
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class ConditionalIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static String items = "";
    private static Scene scene;

    @Parameter
    int partitions;

    private final String id = UUID.randomUUID().toString();
    private final String path = "/items/" + id;

    @BeforeParameterizedClassInvocation
    static void start(int partitions) {
        items = KAFKA.compacted("items", partitions);
        scene = Scene.open(GatewayYaml.of(
                        fetch("/items/{id}", items, "filters:\n- key: ${params.id}"),
                        fetch("/tags/{tag}", items, "filters:\n- headers: {tag: '${params.tag}'}"),
                        fetch("/either/{a}/{b}", items, "filters:\n- key: ${params.a}\n- key: ${params.b}"))
                .proxy("limits: {wait: 20}"));
        scene.ready("/items/none");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        scene.close();
    }

    private Answer get(String target, String... fields) {
        return scene.client().get(target, fields);
    }

    private CompletableFuture<Answer> getting(String target, String... fields) {
        return scene.client().getting(target, fields);
    }

    private String written(String value) {
        KAFKA.put(items, id, value);
        return scene.eventually(path, value).etag();
    }

    /** Lets the gateway read other records of every partition. */
    private void settle() {
        for (int partition = 0; partition < partitions; partition++) {
            String other = UUID.randomUUID().toString();
            KAFKA.putTo(partition, items, other, "v");
            scene.eventually("/items/" + other, "v");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "\"other\", %s", "%s,\"other\"", "W/\"other\" , W/%s", "*", " * ", ",, %s ,"})
    void answersNotModifiedWhenAnEtagIsCurrent(String form) {
        String etag = written("v");

        Answer answer = get(path, "if-none-match", form.formatted(etag));

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.etag()).isEqualTo(etag);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.optional("content-type")).isEmpty();
    }

    @Test
    void acceptsEtagsWithoutQuotes() {
        KAFKA.put(items, id, "v", "etag", "rev,1");
        String etag = scene.eventually(path, "v").etag();

        assertThat(get(path, "if-none-match", etag.replace("\"", "")).status()).isEqualTo(304);
    }

    @Test
    void looksAtEveryFieldOfTheName() {
        String etag = written("v");

        Answer answer = get(path, "if-none-match", "\"a\"", "if-none-match", etag);

        assertThat(answer.status()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A===",
                "====",
                "\"A===\"",
                "garbage",
                "\"",
                "\"\"",
                "W/",
                ",",
                "AQIABA",
                "\"AQIABA==",
                "AQIABA==/",
                "?!",
                "\"a\" \"b\"",
                "%"
            })
    void answersWithTheRecordWhateverElseTheFieldSays(String value) {
        written("v");

        Answer answer = get(path, "if-none-match", value);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("v");
    }

    @Test
    void copesWithAnEndlessEtag() {
        written("v");

        assertThat(get(path, "if-none-match", "A".repeat(20_000)).status()).isEqualTo(200);
        assertThat(get(path, "if-none-match", "\"A\",".repeat(5_000)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "\"AQIABA==\"", "AQIABA==", "garbage", "A==="})
    void answersNotFoundForAnAbsentKeyWhateverTheFieldSays(String value) {
        assertThat(get(path, "if-none-match", value).status()).isEqualTo(404);
    }

    @Test
    void answersWithARecordThatHasMovedOn() {
        String old = written("1");
        String current = written("2");

        assertThat(get(path, "if-none-match", old).body()).isEqualTo("2");
        assertThat(current).isNotEqualTo(old);
    }

    @Test
    void keepsTheEtagWhenOthersChange() {
        String etag = written("v");

        settle();

        assertThat(get(path, "if-none-match", etag).status()).isEqualTo(304);
    }

    @Test
    void waitsUntilARecordIsThere() {
        CompletableFuture<Answer> waiting = getting(path, "prefer", "wait=20");
        settle();

        KAFKA.put(items, id, "v");

        Answer answer = waiting.join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("v");
        assertThat(answer.field("preference-applied")).isEqualTo("wait=20");
    }

    @Test
    void waitsUntilTheRecordChanges() {
        String old = written("1");
        CompletableFuture<Answer> waiting = getting(path, "if-none-match", old, "prefer", "wait=20");
        settle();

        KAFKA.put(items, id, "2");

        assertThat(waiting.join().body()).isEqualTo("2");
        assertThat(waiting.join().etag()).isNotEqualTo(old);
    }

    @Test
    void tellsAtOnceThatTheRecordIsDeleted() {
        String old = written("1");
        CompletableFuture<Answer> waiting = getting(path, "if-none-match", old, "prefer", "wait=20");
        settle();
        long start = System.nanoTime();

        KAFKA.put(items, id, null);

        assertThat(waiting.join().status()).isEqualTo(404);
        assertThat(get(path, "if-none-match", old, "prefer", "wait=20").status())
                .isEqualTo(404);
        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
    }

    @Test
    void isNotWokenByOthers() {
        String etag = written("v");
        CompletableFuture<Answer> waiting = getting(path, "if-none-match", etag, "prefer", "wait=20");

        settle();

        await().during(Duration.ofMillis(100)).until(() -> !waiting.isDone());
        KAFKA.put(items, id, "w");
        assertThat(waiting.join().body()).isEqualTo("w");
    }

    @Test
    void isWokenByAnyOfSeveralFilters() {
        CompletableFuture<Answer> waiting = getting("/either/" + id + "-a/" + id + "-b", "prefer", "wait=20");
        settle();

        KAFKA.put(items, id + "-b", "b");

        assertThat(waiting.join().body()).isEqualTo("b");
    }

    @Test
    void isWokenByAHeader() {
        CompletableFuture<Answer> waiting = getting("/tags/" + id, "prefer", "wait=20");
        KAFKA.put(items, id + "-x", "x", "tag", "other");
        settle();

        KAFKA.put(items, id, "v", "tag", id);

        assertThat(waiting.join().body()).isEqualTo("v");
    }

    @Test
    void answersAtOnceWhenThereIsSomethingToTell() {
        String old = written("1");
        written("2");

        assertThat(get(path, "prefer", "wait=20").body()).isEqualTo("2");
        assertThat(get(path, "if-none-match", old, "prefer", "wait=20").body()).isEqualTo("2");
    }

    @Test
    void endsTheWaitWithWhatThereIs() {
        String etag = written("v");
        long start = System.nanoTime();
        CompletableFuture<Answer> unchanged = getting(path, "if-none-match", etag, "prefer", "wait=1");
        CompletableFuture<Answer> absent = getting(path + "-none", "prefer", "wait=1");

        assertThat(unchanged.join().status()).isEqualTo(304);
        assertThat(unchanged.join().field("preference-applied")).isEqualTo("wait=1");
        assertThat(absent.join().status()).isEqualTo(404);
        assertThat(absent.join().field("preference-applied")).isEqualTo("wait=1");
        assertThat(System.nanoTime() - start).isBetween(900_000_000L, 10_000_000_000L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wait=20",
                "WAIT=20",
                "respond-async, wait=20",
                "respond-async; wait=20",
                "wait=\"20\"",
                "foo=bar,wait = 20",
                "wait=99999999999999999999",
                "wait=21"
            })
    void readsAndCapsThePreference(String prefer) {
        KAFKA.put(items, id, "v");
        scene.eventually(path, "v");

        Answer answer = get(path, "prefer", prefer);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("preference-applied")).isEqualTo("wait=20");
    }

    @ParameterizedTest
    @ValueSource(strings = {"wait=0", "wait=-1", "wait", "wait=x", "wait=1.5", "", ",;=", "wait=\"", "return=minimal"})
    void doesNotWaitWithoutATime(String prefer) {
        Answer answer = get(path, "prefer", prefer);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.optional("preference-applied")).isEmpty();
    }

    @Test
    void findsThePreferenceInTheSecondField() {
        KAFKA.put(items, id, "v");
        scene.eventually(path, "v");

        Answer answer = get(path, "prefer", "handling=lenient", "prefer", "wait=3");

        assertThat(answer.field("preference-applied")).isEqualTo("wait=3");
    }

    @Test
    void capsTheWaitByTheLimit() {
        try (Scene capped = Scene.open(GatewayYaml.of(fetch("/items/{id}", items, "filters:\n- key: ${params.id}"))
                .proxy("limits: {wait: 1}"))) {
            capped.ready("/items/none");

            Answer answer = capped.client().get(path, "prefer", "wait=99999999999999999999");

            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.field("preference-applied")).isEqualTo("wait=1");
        }
    }

    @Test
    void goesOnAfterAWaiterHasLeft() throws IOException {
        try (var connection = scene.client().raw()) {
            connection.request("GET", path, "prefer: wait=20");
            settle();
        }

        KAFKA.put(items, id, "v");

        assertThat(scene.eventually(path, "v").status()).isEqualTo(200);
    }

    @Test
    void answersPipelinedRequestsInOrder() throws IOException {
        KAFKA.put(items, id, "v");
        scene.eventually(path, "v");
        try (var connection = scene.client().raw()) {
            String request = "GET " + path + " HTTP/1.1\r\nhost: x\r\n\r\n";
            String waiting = "GET " + path + "-none HTTP/1.1\r\nhost: x\r\nprefer: wait=1\r\n\r\n";

            connection.send(request + waiting + request);

            assertThat(connection.read().body()).isEqualTo("v");
            assertThat(connection.read().status()).isEqualTo(404);
            assertThat(connection.read().body()).isEqualTo("v");
        }
    }
}
