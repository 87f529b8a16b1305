package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.RestCalls.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Reads that wait as those of the original. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class RestStrictIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    /** Longer than the whole test may take. */
    private static final String FOREVER = "\"consumer.request.timeout.ms\":200000";

    private static Scene scene;
    private static RestCalls calls;

    @BeforeAll
    static void start() {
        scene = Scene.rest(RestYaml.of("compatibility: strict", "consumers: {defaults: {auto.offset.reset: earliest}}"))
                .ready("/topics");
        calls = new RestCalls(scene.client());
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    /** An instance that reads partition 0 of a topic without a group's leave. */
    private static String assigned(String topic, String more) {
        String instance = calls.create("{\"format\":\"json\"" + more + "}");
        assertThat(calls.post(
                                instance + "/assignments",
                                "{\"partitions\":[{\"topic\":\"" + topic + "\",\"partition\":0}]}")
                        .status())
                .isEqualTo(204);
        return instance;
    }

    @Test
    void gathersForTheWholeTimeWhenNoNumberOfBytesIsEnough() {
        String topic = KAFKA.plain("gather", 1);
        String instance = assigned(topic, "");

        CompletableFuture<Answer> reading =
                scene.client().getting(instance + "/records?timeout=1000", "accept", RestCalls.type("json"));
        KAFKA.put(topic, null, "1");
        KAFKA.put(topic, null, "2");

        assertThat(reading.join().body())
                .isEqualTo("[" + record(topic, "null", "1", 0) + "," + record(topic, "null", "2", 1) + "]");
    }

    @Test
    void answersWhenItHasMoreBytesThanAsked() {
        String topic = KAFKA.plain("enough", 1);
        KAFKA.put(topic, null, "12");
        String instance = assigned(topic, ",\"fetch.min.bytes\":1," + FOREVER);

        assertThat(calls.read(instance, "json").body()).isEqualTo("[" + record(topic, "null", "12", 0) + "]");
    }

    @Test
    void answersWithNothingWhenTheNextRecordIsTooLarge() {
        String topic = KAFKA.plain("large", 1);
        KAFKA.put(topic, null, "12");
        String instance = assigned(topic, ",\"fetch.min.bytes\":1," + FOREVER);

        for (int times = 0; times < 2; times++) {
            Answer refused = calls.read(instance, "json", "?max_bytes=2");
            assertThat(refused.status()).isEqualTo(200);
            assertThat(refused.body()).isEqualTo("[]");
        }
        assertThat(calls.read(instance, "json", "?max_bytes=3").body())
                .isEqualTo("[" + record(topic, "null", "12", 0) + "]");
    }
}
