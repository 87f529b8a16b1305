package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.e2e.Client.Answer;
import io.sluice.cli.e2e.EventClient.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

/** Records as server-sent events. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class RestEventsIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.rest(RestYaml.of()).ready("/topics");
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    private static EventClient open(String topic, String query, String... fields) {
        return EventClient.open(scene.client().port(), "/topics/" + topic + "/records" + query, fields);
    }

    private static Event record(String topic, String value, int partition, long offset, String id) {
        return new Event(
                "record",
                id,
                "{\"topic\":\"" + topic + "\",\"key\":null,\"value\":" + value + ",\"partition\":" + partition
                        + ",\"offset\":" + offset + ",\"timestamp\":7}");
    }

    private static void put(String topic, int partition, String value) {
        KAFKA.put(new ProducerRecord<>(topic, partition, 7L, null, TestKafka.bytes(value)));
    }

    @Test
    void sendsWhatComes() {
        String topic = KAFKA.plain("live", 2);
        put(topic, 0, "1");
        try (var stream = open(topic, "").begun()) {
            assertThat(stream.status()).isEqualTo(200);
            assertThat(stream.field("content-type")).isEqualTo("text/event-stream");
            assertThat(stream.field("cache-control")).isEqualTo("no-cache");
            assertThat(stream.field("x-accel-buffering")).isEqualTo("no");
            assertThat(stream.lastId()).isEqualTo("0:1,1:0");

            put(topic, 0, "{\n\"a\": 2}");
            Event event = stream.next();
            assertThat(event.name()).isEqualTo("record");
            assertThat(event.id()).isEqualTo("0:2,1:0");
            assertThat(event.data().replaceAll("\\s", "")).contains("\"value\":{\"a\":2}");

            KAFKA.putTo(1, topic, "3", null);
            Event tombstone = stream.next();
            assertThat(tombstone.name()).isEqualTo("tombstone");
            assertThat(tombstone.id()).isEqualTo("0:2,1:1");
            assertThat(tombstone.data()).contains("\"key\":3,\"value\":null,\"partition\":1,\"offset\":0");
        }
    }

    @Test
    void goesOnWhereTheClientHasBeen() {
        String topic = KAFKA.plain("resumed", 2);
        List<String> values = new ArrayList<>();
        String lastId;
        for (int i = 0; i < 10; i++) {
            put(topic, i % 2, "" + i);
        }
        try (var stream = open(topic, "?offset=earliest").begun()) {
            lastId = stream.lastId();
            assertThat(lastId).isEqualTo("0:0,1:0");
            for (int i = 0; i < 7; i++) {
                Event event = stream.next();
                values.add(value(event));
                lastId = event.id();
            }
        }
        put(topic, 0, "10");
        try (var stream =
                open(topic, "?offset=earliest", "last-event-id", lastId).begun()) {
            assertThat(stream.lastId()).isEqualTo(lastId);
            for (int i = 0; i < 4; i++) {
                values.add(value(stream.next()));
            }
            assertThat(stream.lastId()).isEqualTo("0:6,1:5");
        }

        assertThat(values).containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10");
    }

    private static String value(Event event) {
        return event.data().replaceAll(".*\"value\":(\\d+),.*", "$1");
    }

    @Test
    void leavesOutWhatItCannotDecode() {
        String topic = KAFKA.plain("unreadable", 1);
        put(topic, 0, "no json");
        put(topic, 0, "1");
        try (var stream = open(topic, "?partition=0&offset=0").begun()) {
            Event error = stream.next();
            assertThat(error.name()).isEqualTo("error");
            assertThat(error.id()).isEqualTo("0:1");
            assertThat(error.data())
                    .startsWith("{\"topic\":\"" + topic + "\",\"partition\":0,\"offset\":0,\"error_code\":40801,");
            assertThat(stream.next()).isEqualTo(record(topic, "1", 0, 1, "0:2"));
        }
        try (var stream = open(topic, "?offset=earliest&format=text")) {
            assertThat(stream.next()).isEqualTo(record(topic, "\"no json\"", 0, 0, "0:1"));
        }
    }

    @Test
    void tellsOfRecordsThatAreNotThere() throws Exception {
        String topic = KAFKA.plain("gap", 1);
        for (int i = 0; i < 3; i++) {
            put(topic, 0, "" + i);
        }
        try (var admin = Admin.create(Map.of("bootstrap.servers", KAFKA.bootstrap()))) {
            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(2)))
                    .all()
                    .get();
        }
        try (var stream = open(topic, "", "last-event-id", "0:1")) {
            assertThat(stream.next())
                    .isEqualTo(new Event("gap", "0:2", "{\"partition\":0,\"expected\":1,\"offset\":2}"));
            assertThat(stream.next()).isEqualTo(record(topic, "2", 0, 2, "0:3"));
        }
        try (var stream = open(topic, "?partition=0&offset=99")) {
            assertThat(stream.next())
                    .isEqualTo(new Event("gap", "0:3", "{\"partition\":0,\"expected\":99,\"offset\":3}"));
            put(topic, 0, "3");
            assertThat(stream.next()).isEqualTo(record(topic, "3", 0, 3, "0:4"));
        }
    }

    @Test
    void sendsLargeRecordsAsTheClientTakesThem() {
        String topic = KAFKA.plain("large", 1);
        String large = '"' + "x".repeat(400_000) + '"';
        for (int i = 0; i < 20; i++) {
            KAFKA.send(new ProducerRecord<>(topic, 0, 7L, null, TestKafka.bytes(large)));
        }
        put(topic, 0, "1");
        try (var stream = open(topic, "?offset=earliest")) {
            for (int i = 0; i < 20; i++) {
                assertThat(stream.next()).isEqualTo(record(topic, large, 0, i, "0:" + (i + 1)));
            }
            assertThat(stream.next()).isEqualTo(record(topic, "1", 0, 20, "0:21"));
        }
    }

    @Test
    void freesThePlaceOfAClientThatLeaves() {
        String topic = KAFKA.plain("places", 1);
        try (var own = Scene.rest(RestYaml.of("limits: {streams: 1}")).ready("/topics")) {
            String path = "/topics/" + topic + "/records";
            try (var stream = EventClient.open(own.client().port(), path).begun()) {
                Answer refused = own.client().get(path, "accept", "text/event-stream");
                assertThat(refused.body())
                        .isEqualTo(
                                "{\"error_code\":50302,\"message\":\"There are 1 readers already, which is the limit.\"}");
                assertThat(refused.status()).isEqualTo(503);
                assertThat(own.client().get(path).status()).isEqualTo(503);
                assertThat(stream.lastId()).isEqualTo("0:0");
            }
            await().until(() -> own.client().get(path).status() == 200);
        }
    }

    @Test
    void endsStreamsWhenTheGatewayStops() {
        String topic = KAFKA.plain("stopped", 1);
        Scene own = Scene.rest(RestYaml.of()).ready("/topics");
        try (var stream = EventClient.open(own.client().port(), "/topics/" + topic + "/records")
                .begun()) {
            own.close();

            assertThat(stream.isAtEnd()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/topics/none/records              |              | 404 | 40403",
                "/topics/$t/records?partition=1    |              | 404 | 40402",
                "/topics/$t/records                | 1:0          | 404 | 40402",
                "/topics/$t/records                | 0:-1         | 422 | 422",
                "/topics/$t/records?partition=0    | 1:0          | 422 | 422",
                "/topics/$t/records?format=avro    |              | 422 | 42206",
            })
    void tellsWhatIsWrong(String path, String lastId, int status, int code) {
        String topic = KAFKA.plain("refusing", 1);
        String[] fields = lastId == null
                ? new String[] {"accept", "text/event-stream"}
                : new String[] {"accept", "text/event-stream", "last-event-id", lastId};

        Answer answer = scene.client().get(path.replace("$t", topic), fields);

        assertThat(answer.body()).startsWith("{\"error_code\":" + code + ",");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("content-type")).isEqualTo("application/json");
    }

    @Test
    void tellsTheHeadOfAStreamAlone() {
        String path = "/topics/" + KAFKA.plain("head", 1) + "/records";

        Answer head = scene.client().send("HEAD", path, "", "accept", "text/event-stream");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.field("content-type")).isEqualTo("text/event-stream");
    }
}
