package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of records that are read without a consumer instance. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class RestRecordsIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String JSON = "application/vnd.kafka.json.v2+json";
    private static final Pattern NEXT = Pattern.compile("<(\\?[^>]*)>; rel=\"next\"");
    private static final Pattern VALUE = Pattern.compile("\"value\":(\\d+)");
    private static String topic = "";
    private static Scene scene;

    /** Partition 0 has 1 to 5, a second apart, partition 1 has 11 and 12, partition 2 has none. */
    @BeforeAll
    static void start() {
        topic = KAFKA.plain("pages", 3);
        for (int i = 1; i <= 5; i++) {
            KAFKA.put(new ProducerRecord<>(topic, 0, 1_000L * i, null, TestKafka.bytes("" + i)));
        }
        KAFKA.putTo(1, topic, null, "11");
        KAFKA.putTo(1, topic, null, "12");
        scene = Scene.rest(RestYaml.of("limits: {wait: 10}")).ready("/topics");
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    private static Answer get(String topic, String query) {
        return scene.client().get("/topics/" + topic + "/records" + query, "accept", JSON);
    }

    private static String next(Answer answer) {
        Matcher link = NEXT.matcher(answer.field("link"));
        assertThat(link.matches()).as(answer.field("link")).isTrue();
        return link.group(1);
    }

    private static List<Integer> values(Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return VALUE.matcher(answer.body())
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    private static void assertError(Answer answer, int status, int code, String message) {
        assertThat(answer.body()).isEqualTo("{\"error_code\":" + code + ",\"message\":\"" + message + "\"}");
        assertThat(answer.status()).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "?partition=0                           | 1 2 3 4 5 | ?partition=0&offset=5",
                "?partition=0&offset=3                  | 4 5       | ?partition=0&offset=5",
                "?partition=0&offset=5                  |           | ?partition=0&offset=5",
                "?partition=0&offset=latest             |           | ?partition=0&offset=5",
                "?partition=0&offset=end&limit=7        |           | ?partition=0&offset=5&limit=7",
                "?partition=0&offset=earliest&limit=2   | 1 2       | ?partition=0&offset=2&limit=2",
                "?partition=0&timestamp=3               | 3 4 5     | ?partition=0&offset=5",
                "?partition=0&timestamp=1970-01-01T00:00:04Z | 4 5  | ?partition=0&offset=5",
                "?partition=0&max_bytes=3               | 1 2       | ?partition=0&offset=2&max_bytes=3",
                "?partition=2                           |           | ?partition=2&offset=0",
                "?offset=latest                         |           | ?cursor=0:5,1:2,2:0",
                "?cursor=0:4,1:1                        | 5 12      | ?cursor=0:5,1:2,2:0",
            })
    void readsWhatIsAskedFor(String query, String values, String next) {
        Answer answer = get(topic, query);

        assertThat(values(answer)).containsExactlyInAnyOrderElementsOf(numbers(values));
        assertThat(next(answer)).isEqualTo(next);
        assertThat(answer.field("content-type")).isEqualTo(JSON);
    }

    private static List<Integer> numbers(String text) {
        return text == null
                ? List.of()
                : Pattern.compile(" ").splitAsStream(text).map(Integer::valueOf).toList();
    }

    @Test
    void tellsAllOfARecord() {
        String own = KAFKA.plain("whole", 1);
        KAFKA.put(new ProducerRecord<>(
                own, 0, 7L, TestKafka.bytes("k"), TestKafka.bytes("v"), TestKafka.headers("h", "1", "none", null)));

        Answer answer = scene.client().get("/topics/" + own + "/records");

        assertThat(answer.body())
                .isEqualTo(
                        "[{\"topic\":\"" + own + "\",\"key\":\"aw==\",\"value\":\"dg==\",\"partition\":0,\"offset\":0,"
                                + "\"timestamp\":7,\"headers\":[{\"key\":\"h\",\"value\":\"MQ==\"},{\"key\":\"none\",\"value\":null}]}]");
        assertThat(answer.field("content-type")).isEqualTo("application/vnd.kafka.binary.v2+json");
    }

    @Test
    void leadsThroughAllPartitions() {
        List<Integer> all = new ArrayList<>();
        String query = "?limit=2";
        for (int page = 1; page <= 4; page++) {
            Answer answer = get(topic, query);
            assertThat(values(answer)).hasSizeBetween(page == 4 ? 1 : 2, 2);
            all.addAll(values(answer));
            query = next(answer);
        }

        assertThat(all).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 11, 12);
        assertThat(values(get(topic, query))).isEmpty();
        assertThat(query).isEqualTo("?cursor=0:5,1:2,2:0&limit=2");
    }

    @Test
    void waitsForTheFirstRecord() {
        String own = KAFKA.plain("awaited", 2);
        var waiting = scene.client().getting("/topics/" + own + "/records?timeout=10000&offset=latest", "accept", JSON);
        var before = next(get(own, "?offset=latest"));

        KAFKA.putTo(1, own, null, "1");

        assertThat(values(get(own, before + "&timeout=10000"))).containsExactly(1);
        // It may have begun behind the record; then another one ends it.
        KAFKA.putTo(1, own, null, "2");
        assertThat(values(waiting.join())).contains(waiting.join().body().contains("\"value\":1") ? 1 : 2);
        assertThat(values(get(own, "?offset=latest&timeout=1"))).isEmpty();
    }

    @Test
    void answersWhatItCanDecode() {
        String own = KAFKA.plain("undecodable", 1);
        KAFKA.put(own, null, "1");
        KAFKA.put(own, null, "no json");
        KAFKA.put(own, null, "2");

        Answer before = get(own, "?partition=0");
        Answer at = get(own, next(before));

        assertThat(values(before)).containsExactly(1);
        assertThat(at.status()).isEqualTo(408);
        assertThat(at.body())
                .startsWith("{\"error_code\":40801,")
                .contains("at offset 1")
                .endsWith(" The next one: ?partition=0&offset=2\"}");
        assertThat(values(get(own, "?partition=0&offset=2"))).containsExactly(2);
    }

    @Test
    void saysWhichOffsetsThereAre() throws Exception {
        String own = KAFKA.plain("deleted", 1);
        for (int i = 0; i < 3; i++) {
            KAFKA.put(own, null, "" + i);
        }
        deleteBefore(own, 2);

        String range = " of " + own + "-0 is out of range: it has records from offset 2 up to, not including, 3";
        assertError(get(own, "?partition=0&offset=1"), 400, 40002, "Offset 1" + range);
        assertError(get(own, "?partition=0&offset=4"), 400, 40002, "Offset 4" + range);
        assertThat(values(get(own, ""))).containsExactly(2);
    }

    private static void deleteBefore(String topic, long offset) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrap()))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        }
    }

    @Test
    void tellsWhatIsWrong() {
        assertError(get("none", ""), 404, 40403, "This server does not host this topic-partition.");
        assertError(get(topic, "?partition=3"), 404, 40402, "Partition not found.");
        assertError(get(topic, "?limit=x"), 422, 422, "limit must be a number from 1 to 10000 (was \\\"x\\\")");
        assertError(
                get(topic, "?timeout=10001"), 422, 422, "timeout must be a number from 0 to 10000 (was \\\"10001\\\")");
        assertThat(get(topic, "?max_bytes=1").status()).isEqualTo(413);
        assertThat(scene.client()
                        .get("/topics/" + topic + "/records", "accept", "text/html")
                        .status())
                .isEqualTo(406);
    }
}
