package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metadata of the REST Proxy's API, and what holds for all of its requests. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class RestIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final String V2 = "application/vnd.kafka.v2+json";
    private static String topic = "";
    private static Scene scene;

    @BeforeAll
    static void start() {
        topic = KAFKA.create(TestKafka.name("meta"), 3, Map.of("retention.ms", "1234567"));
        KAFKA.putTo(1, topic, "a", "1");
        KAFKA.putTo(1, topic, "b", "2");
        scene = Scene.rest(RestYaml.of()).ready("/topics");
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    private static Answer get(String path, String... fields) {
        return scene.client().get(path.replace("$t", topic), fields);
    }

    @Test
    void answersAtTheRoot() {
        assertThat(get("/").body()).isEqualTo("{}");
        assertThat(scene.client().post("/", "{\"a\":\"b\"}", "content-type", V2).body())
                .isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/brokers | {\"brokers\":[1]}",
                "/topics/$t/partitions/0 | {\"partition\":0,\"leader\":1,\"replicas\":[{\"broker\":1,\"leader\":true,\"in_sync\":true}]}",
                "/topics/$t/partitions/1/offsets | {\"beginning_offset\":0,\"end_offset\":2}",
                "/topics/$t/partitions/2/offsets/ | {\"beginning_offset\":0,\"end_offset\":0}",
            })
    void tellsOfTheCluster(String path, String body) {
        Answer answer = get(path);

        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.field("content-type")).isEqualTo(V2);
        assertThat(answer.field("vary")).isEqualTo("Accept-Encoding");
    }

    @Test
    void tellsOfATopic() {
        assertThat(get("/topics").body()).contains('"' + topic + '"').doesNotContain("__consumer_offsets");
        assertThat(get("/topics/$t").body())
                .startsWith("{\"name\":\"" + topic + "\",\"configs\":{")
                .contains("\"cleanup.policy\":\"delete\"", "\"retention.ms\":\"1234567\"")
                .endsWith("}]}");
        assertThat(get("/topics/$t/partitions").body())
                .startsWith("[{\"partition\":0,")
                .contains("{\"partition\":2,")
                .endsWith("]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /topics/none                      | 404 | 40403 | This server does not host this topic-partition.",
                "GET    | /topics/none/partitions           | 404 | 40403 | This server does not host this topic-partition.",
                "GET    | /topics/none/partitions/0/offsets | 404 | 40403 | This server does not host this topic-partition.",
                "GET    | /topics/$t/partitions/3           | 404 | 40402 | Partition not found.",
                "GET    | /topics/$t/partitions/-1          | 404 | 40402 | Partition not found.",
                "GET    | /topics/$t/partitions/x           | 404 | 404   | HTTP 404 Not Found",
                "GET    | /nothing                          | 404 | 404   | HTTP 404 Not Found",
                "DELETE | /topics/$t                        | 405 | 405   | HTTP 405 Method Not Allowed",
                "GET    | /topics/bad%20name                | 400 | 40002 | The request attempted to perform an operation on an invalid topic.",
            })
    void tellsWhatIsWrong(String method, String path, int status, int code, String message) {
        Answer answer = scene.client().send(method, path.replace("$t", topic), "");

        assertThat(answer.body()).isEqualTo("{\"error_code\":" + code + ",\"message\":\"" + message + "\"}");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("content-type")).isIn(V2, "application/json");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*                                                   | 200 | application/vnd.kafka.v2+json",
                "application/*                                         | 200 | application/vnd.kafka.v2+json",
                "text/html, application/json;q=0.5, */*;q=0.1          | 200 | application/vnd.kafka.v2+json",
                "application/vnd.kafka.v2+json; charset=utf-8          | 200 | application/vnd.kafka.v2+json;charset=utf-8",
                "application/json                                      | 406 | application/json",
                "application/vnd.kafka.json.v2+json                    | 406 | application/json",
                "garbage                                               | 406 | application/json",
            })
    void negotiates(String accept, int status, String type) {
        Answer answer = get("/topics", "accept", accept);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("content-type")).isEqualTo(type);
    }

    @Test
    void takesOnlyItsOwnMediaTypes() {
        Answer answer = scene.client().post("/", "{}", "content-type", "text/plain");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.body()).isEqualTo("{\"error_code\":415,\"message\":\"HTTP 415 Unsupported Media Type\"}");
    }

    @Test
    void tellsTheMethodsOfAPath() {
        Answer options = scene.client().send("OPTIONS", "/topics", "");

        assertThat(options.status()).isEqualTo(200);
        assertThat(options.field("allow")).contains("GET", "HEAD", "OPTIONS");
        assertThat(scene.client().send("HEAD", "/topics", "").status()).isEqualTo(200);
    }

    @Test
    void compressesWhenAsked() {
        assertThat(get("/topics/$t", "accept-encoding", "gzip").field("content-encoding"))
                .isEqualTo("gzip");
    }
}
