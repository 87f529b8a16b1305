package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies and paths of clients that are broken or mean harm: each is refused in the API's form, and nothing is written. */
@ExtendWith(WatchIoThreads.class)
@Timeout(120)
class RestHostileIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final long SEED = 20_261_121;
    private static final int MUTATIONS = 100;
    private static final int DEPTH = 2_000;
    private static final String SUBSCRIPTION = "/subscription";
    private static final String OFFSETS = "/offsets";

    /** In Latin-1, of which some is no UTF-8. */
    private static final String[] NO_BODIES = {
        "{",
        "}",
        "{bad}",
        "{\"a\":}",
        "{}{}",
        "{} x",
        "[1]",
        "1",
        "true",
        "\"text\"",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "{'a':1}",
        "{\"a\":1,}",
        "{/**/}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\u00ff\"}",
        "{\"\u00c3(\":1}",
        "{\"a\":\"\u00ed\u00a0\u0080\"}",
        "{\"a\":\"\u00c0\u0080\"}",
        "\u00ff\u00fe",
        "{\"nobody\":1}",
        "{\"\\ud800\":1}",
        "{\"topics\":{},\"x\":1}",
        "{\"topics\":\"a\",\"offsets\":1}",
        "\0"
    };

    private static String topic = "";
    private static String instance = "";
    private static Scene scene;
    private static RestCalls calls;

    @BeforeAll
    static void start() {
        topic = KAFKA.plain("hostile", 1);
        scene = Scene.rest(RestYaml.of("limits: {wait: 5}")).ready("/topics");
        calls = new RestCalls(scene.client());
        instance = calls.create("{}");
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    /** The resources that take a body, and a body that each takes. */
    private static String[][] resources() {
        return resources(topic);
    }

    private static String[][] resources(String topic) {
        String partitions = "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":0}]}";
        String offsets =
                "{\"offsets\":[{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":0,\"metadata\":\"m\"}]}";
        return new String[][] {
            {"/topics/" + topic, "{\"records\":[{\"key\":\"a\",\"value\":{\"a\":[1.5,true]},\"partition\":9}]}"},
            {
                "/topics/" + topic + "/partitions/9",
                "{\"records\":[{\"value\":\"\\u00e9\",\"headers\":[{\"key\":\"h\"}]}]}"
            },
            {
                "/consumers/" + TestKafka.name("hostile"),
                "{\"format\":\"json\",\"auto.offset.reset\":\"earliest\",\"auto.commit.enable\":\"true\","
                        + "\"fetch.min.bytes\":1}"
            },
            {instance + SUBSCRIPTION, "{\"topics\":[\"" + topic + "\"],\"topic_pattern\":\"a.*\"}"},
            {instance + "/assignments", partitions},
            {
                instance + "/positions",
                offsets.substring(0, offsets.length() - 1) + ",\"timestamps\":[{\"topic\":\"" + topic
                        + "\",\"partition\":0,\"timestamp\":1700000000}]}"
            },
            {instance + "/positions/beginning", partitions},
            {instance + "/positions/end", partitions},
            {instance + OFFSETS, offsets}
        };
    }

    private static Answer send(String path, byte[] body) {
        String type = path.startsWith("/topics") ? RestCalls.type("json") : RestCalls.V2;
        return scene.client().send("POST", path, BodyPublishers.ofByteArray(body), "content-type", type);
    }

    private static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void assertRefused(Answer answer, String what) {
        assertThat(answer.status()).as(what + ": " + answer.body()).isIn(400, 422);
        assertThat(answer.body()).as(what).startsWith("{\"error_code\":4");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void refusesWhatIsNoBodyOfAnything(int which) {
        String path = resources()[which][0];

        for (String body : NO_BODIES) {
            assertRefused(send(path, bytes(body)), path + " with " + body);
        }
        assertThat(calls.end(topic)).isEqualTo("0");
    }

    @Test
    void refusesWhatIsTooDeepAtEveryPlace() {
        String deep = "[".repeat(DEPTH) + "]".repeat(DEPTH);
        for (String[] resource : resources()) {
            String body = resource[1];
            for (String path : List.of(deep, body.substring(0, body.length() - 1) + ",\"deep\":" + deep + "}")) {
                assertRefused(send(resource[0], bytes(path)), resource[0] + " too deep");
            }
        }
    }

    @Test
    void refusesMembersThatStandTwice() {
        for (String[] resource : resources()) {
            String body = resource[1];
            String twice = body.substring(0, body.length() - 1) + "," + body.substring(1);
            Answer answer = send(resource[0], bytes(twice));
            assertThat(answer.status()).as(resource[0]).isEqualTo(400);
            assertThat(answer.body()).startsWith("{\"error_code\":400,\"message\":\"Duplicate field");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "create     | {\"name\":\"\\ud800\"}",
                "create     | {\"id\":\"a\\udc00b\"}",
                "create     | {\"format\":\"\\ud800\"}",
                "create     | {\"auto.offset.reset\":\"\\ud800\"}",
                "create     | {\"auto.offset.reset\":[]}",
                "create     | {\"auto.commit.enable\":{}}",
                "create     | {\"fetch.min.bytes\":1e999999999}",
                "create     | {\"fetch.min.bytes\":99999999999}",
                "create     | {\"consumer.request.timeout.ms\":\"\\ud800\"}",
                "subscribe  | {\"topics\":[[]]}",
                "subscribe  | {\"topics\":[{}]}",
                "subscribe  | {\"topic_pattern\":\"(?=a)\"}",
                "subscribe  | {\"topic_pattern\":\"\\ud800(\"}",
                "subscribe  | {\"topic_pattern\":\"a{1000}{1000}\"}",
                "positions  | {\"offsets\":[{\"topic\":\"t\",\"partition\":\"\\ud800\"}]}",
                "positions  | {\"offsets\":[{\"topic\":{},\"partition\":0}]}",
                "positions  | {\"offsets\":[1]}",
                "positions  | {\"offsets\":[null]}",
                "positions  | {\"timestamps\":[{\"topic\":\"t\",\"timestamp\":\"\\ud800\"}]}",
                "positions  | {\"timestamps\":[{\"topic\":\"t\",\"timestamp\":1e99999}]}",
                "offsets    | {\"offsets\":[{\"topic\":\"t\",\"partition\":0,\"offset\":1e400}]}",
                "offsets    | {\"offsets\":[{\"topic\":\"t\",\"partition\":2147483648,\"offset\":1}]}",
                "assign     | {\"partitions\":[{\"topic\":\"t\",\"partition\":0,\"\\ud800\":1}]}",
                "assign     | {\"partitions\":[[]]}",
                "produce    | {\"records\":[{\"value\":1},{\"value\":2,\"\\ud800\":1}]}",
                "produce    | {\"records\":[{\"value\":1},{\"value\":\"\\ud800\",\"partition\":\"\\ud800\"}]}",
                "produce    | {\"records\":[{\"value\":1},{\"value\":2,\"timestamp\":1e99999}]}",
                "produce    | {\"records\":[{\"value\":1},{\"value\":2,\"headers\":[{\"key\":[]}]}]}",
                "produce    | {\"records\":[{\"value\":1},{\"value\":2,\"headers\":[{\"key\":\"h\",\"value\":\"\\ud800\"}]}]}",
                "produce    | {\"records\":[{\"value\":1},{\"value\":2,\"headers\":[{\"key\":\"\\ud800\"}]}]}",
                "text       | {\"records\":[{\"value\":\"a\"},{\"value\":\"\\ud800\"}]}",
                "text       | {\"records\":[{\"value\":\"a\"},{\"value\":{}}]}",
                "binary     | {\"records\":[{\"value\":\"AA==\"},{\"value\":\"\\ud800\"}]}",
                "binary     | {\"records\":[{\"value\":\"AA==\"},{\"value\":[\"\\ud800\"]}]}",
            })
    void refusesWhatStandsInTheWrongPlace(String what, String body) {
        Answer answer = switch (what) {
            case "create" -> calls.post("/consumers/" + TestKafka.name("wrong"), body);
            case "subscribe" -> calls.post(calls.create("{}") + SUBSCRIPTION, body);
            case "assign" -> calls.post(instance + "/assignments", body);
            case "produce" -> calls.produce(topic, "json", body);
            case "text", "binary" -> calls.produce(topic, what, body);
            default -> calls.post(instance + "/" + what, body);
        };

        assertRefused(answer, what + " with " + body);
        assertThat(calls.end(topic)).isEqualTo("0");
    }

    /** What is repeated of a request in an error is cut within a character here. */
    @Test
    void repeatsLongNamesInPart() {
        String name = "x".repeat(99) + "\ud83d\ude00" + "y".repeat(100_000);
        for (String[] resource : resources()) {
            assertRefused(send(resource[0], ("{\"" + name + "\":1}").getBytes(StandardCharsets.UTF_8)), resource[0]);
        }
        Answer number = calls.produce(topic, "json", "{\"records\":[{\"value\":1,\"partition\":\"" + name + "\"}]}");
        assertRefused(number, "partition");
        assertThat(number.body().length()).isLessThan(500);
    }

    @Test
    void refusesNamesThatAreLongerThanKafkaCanSay() {
        String name = "x".repeat(70_000);
        String at = "{\"topic\":\"" + name + "\",\"partition\":0";
        String position = "{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":0";
        String here = calls.create("{}");
        assertThat(calls.post(here + "/assignments", "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":0}]}")
                        .status())
                .isEqualTo(204);

        for (String[] request : new String[][] {
            {calls.create("{}") + SUBSCRIPTION, "{\"topics\":[\"" + name + "\"]}"},
            {calls.create("{}") + SUBSCRIPTION, "{\"topic_pattern\":\"" + name + "\"}"},
            {calls.create("{}") + "/assignments", "{\"partitions\":[" + at + "}]}"},
            {here + "/positions", "{\"offsets\":[" + at + ",\"offset\":0}]}"},
            {here + OFFSETS, "{\"offsets\":[" + at + ",\"offset\":0}]}"},
            {here + OFFSETS, "{\"offsets\":[" + position + ",\"metadata\":\"" + name + "\"}]}"},
            {here + OFFSETS, "{\"offsets\":[" + position + ",\"metadata\":\"" + name.substring(0, 5_000) + "\"}]}"},
            {"/topics/" + topic + "x".repeat(300), "{\"records\":[{\"value\":1}]}"}
        }) {
            Answer answer = send(request[0], bytes(request[1]));
            assertThat(answer.status()).as(request[0] + ": " + answer.body()).isLessThan(500);
        }
        String names = "/v3/clusters/" + cluster() + "/topics";
        for (String body : List.of(
                "{\"topic_name\":\"" + name + "\"}",
                "{\"topic_name\":\"t\",\"configs\":[{\"name\":\"" + name + "\",\"value\":\"1\"}]}")) {
            Answer created = scene.client().post(names, body, "content-type", "application/json");
            assertThat(created.status()).as(created.body()).isEqualTo(400);
        }
        assertThat(scene.client().get("/topics").status()).isEqualTo(200);
        Answer committed = scene.client()
                .send("GET", here + OFFSETS, "{\"partitions\":[" + at + "}]}", "content-type", RestCalls.V2);
        assertThat(committed.status()).as(committed.body()).isLessThan(500);
    }

    private static String cluster() {
        return scene.client().get("/v3/clusters").body().replaceAll("(?s).*?\"cluster_id\":\"([^\"]*)\".*", "$1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topics/%ff",
                "/topics/%c0%80",
                "/topics/%ed%a0%80",
                "/topics/%",
                "/topics/%zz",
                "/topics/%00",
                "/topics/..",
                "/topics/%2e%2e/partitions/0",
                "//topics",
                "/topics//partitions/0",
                "/consumers/%ff",
                "/consumers/%ff/instances/%fe/records",
                "/consumers/a/instances/%00/subscription",
                "/consumers/a/instances/b/records?timeout=%ff",
                "/consumers/a/instances/b/records?timeout=%zz&max_bytes=1e3"
            })
    void refusesPathsThatAreNone(String path) throws IOException {
        for (String method : List.of("GET", "POST")) {
            try (RawConnection client = scene.client().raw()) {
                RawConnection.Response answer =
                        client.request(method, path, "content-length: 0").read();

                assertThat(answer.status())
                        .as(method + ' ' + path + ' ' + answer.body())
                        .isBetween(400, 499);
            }
        }
    }

    @Test
    void endsEveryMutatedRequestWithoutAnErrorOfItsOwn() {
        var random = new Random(SEED);
        Set<Integer> statuses = new TreeSet<>();
        for (String[] resource : resources(KAFKA.plain("mutated", 1))) {
            List<String> bodies = new ArrayList<>();
            List<CompletableFuture<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < MUTATIONS; i++) {
                String body = mutated(resource[1], random);
                bodies.add(body);
                answers.add(scene.client()
                        .sending(
                                "POST",
                                resource[0],
                                BodyPublishers.ofByteArray(bytes(body)),
                                "content-type",
                                resource[0].startsWith("/topics") ? RestCalls.type("json") : RestCalls.V2));
            }
            for (int i = 0; i < MUTATIONS; i++) {
                Answer answer = answers.get(i).join();
                assertThat(answer.status())
                        .as(resource[0] + " with " + bodies.get(i) + ": " + answer.body())
                        .isLessThan(500);
                statuses.add(answer.status());
            }
        }
        assertThat(statuses).contains(200, 204, 400, 422);
        assertThat(scene.client().get("/topics").status()).isEqualTo(200);
    }

    private static String mutated(String body, Random random) {
        String[] pieces = {"null", "[]", "{}", "-1", "1e99", "\"\\ud800\"", "\u00ff", "\"", ",", "0", "true", "{\"a\":"
        };
        var text = new StringBuilder(body);
        for (int times = 1 + random.nextInt(3); times > 0 && text.length() > 1; times--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.insert(at, pieces[random.nextInt(pieces.length)]);
                case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
                case 3 -> text.insert(at, String.valueOf(text.charAt(at)).repeat(random.nextInt(600)));
                default -> replaceValue(text, at, pieces[random.nextInt(pieces.length)]);
            }
        }
        return text.toString();
    }

    /** Puts something else behind the next colon. */
    private static void replaceValue(StringBuilder text, int from, String piece) {
        int colon = text.indexOf(":", from);
        if (colon >= 0) {
            int end = colon + 1;
            while (end < text.length() && ",]}".indexOf(text.charAt(end)) < 0) {
                end++;
            }
            text.replace(colon + 1, end, piece);
        }
    }
}
