package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.RestCalls.error;
import static io.sluice.cli.e2e.RestCalls.record;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.e2e.Client.Answer;
import io.sluice.dev.DevRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Records of Avro, Protobuf and JSON Schema, whose schemas are in a registry. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class RestSchemaIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EARLIEST =
            "consumers: {defaults: {auto.offset.reset: earliest, consumer.request.timeout.ms: 10000}}";
    private static final String USER = "{\"type\":\"record\",\"name\":\"User\",\"fields\":["
            + "{\"name\":\"name\",\"type\":\"string\"},{\"name\":\"age\",\"type\":[\"null\",\"int\"]}]}";
    private static final String PROTO = "syntax = \"proto3\"; message M {"
            + " enum E { A = 0; B = 1; } string name = 1; int64 n = 2; repeated int32 l = 3; E e = 4; }";
    private static final String OBJECT =
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\"}}," + "\"required\":[\"a\"]}";
    private static final String STRING = "\"string\"";
    private static DevRegistry registry;
    private static Scene scene;
    private static RestCalls calls;

    @BeforeAll
    static void start() {
        registry = DevRegistry.start();
        scene = Scene.rest(RestYaml.of(EARLIEST).registry(registry.uri().toString()))
                .ready("/topics");
        calls = new RestCalls(scene.client());
    }

    @AfterAll
    static void stop() {
        scene.close();
        registry.close();
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String produced(String partOfSchema, String... values) {
        return "{" + partOfSchema + ",\"records\":[{\"value\":" + String.join("},{\"value\":", values) + "}]}";
    }

    private static String textOf(String schema) {
        return "\"value_schema\":" + quoted(schema);
    }

    /** The schema id of an answer that tells of success. */
    private static int id(Answer answer, String side) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"error_code\":null");
        try {
            JsonNode id = JSON.readTree(answer.body()).path(side + "_schema_id");
            assertThat(id.isInt()).as(answer.body()).isTrue();
            return id.intValue();
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static String framed(int id, String hex) {
        return "00" + HexFormat.of().toHexDigits(id) + hex;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String value(ConsumerRecord<byte[], byte[]> record) {
        return hex(Objects.requireNonNull(record.value()));
    }

    static Stream<Arguments> formats() {
        return Stream.of(
                Arguments.of(
                        "avro",
                        USER,
                        "{\"name\":\"Ann\",\"age\":{\"int\":7}}",
                        "06416e6e020e",
                        "{\"name\":\"Ann\",\"age\":{\"int\":7}}"),
                Arguments.of("avro", USER, "{\"name\":\"\",\"age\":null}", "0000", "{\"name\":\"\",\"age\":null}"),
                Arguments.of(
                        "protobuf",
                        PROTO,
                        "{\"name\":\"x\"}",
                        "000a0178",
                        "{\"name\":\"x\",\"n\":\"0\",\"l\":[],\"e\":\"A\"}"),
                Arguments.of(
                        "jsonschema",
                        OBJECT,
                        "{ \"a\": 1 }",
                        hex("{\"a\":1}".getBytes(StandardCharsets.UTF_8)),
                        "{\"a\":1}"));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void writesByTextAndByIdAndReads(String format, String schema, String value, String bytes, String shown) {
        String topic = KAFKA.plain("schema", 1);

        int id = id(calls.produce(topic, format, produced(textOf(schema), value)), "value");
        Answer byId = calls.produce(topic, format, produced("\"value_schema_id\":" + id, value));

        assertThat(id(byId, "value")).isEqualTo(id);
        assertThat(byId.body()).endsWith("],\"key_schema_id\":null,\"value_schema_id\":" + id + "}");
        assertThat(registry.requests()).contains("POST /subjects/" + topic + "-value/versions");
        assertThat(KAFKA.records(topic))
                .extracting(RestSchemaIT::value)
                .containsExactly(framed(id, bytes), framed(id, bytes));
        Answer read = calls.read(calls.subscribed(topic, "{\"format\":\"" + format + "\"}"), format);
        assertThat(read.field("content-type")).isEqualTo(RestCalls.type(format));
        assertThat(read.body())
                .isEqualTo("[" + record(topic, "null", shown, 0) + "," + record(topic, "null", shown, 1) + "]");
    }

    @Test
    void writesKeysOfASchemaOfTheirOwn() {
        String topic = KAFKA.plain("keys", 1);

        Answer answer = calls.produce(
                topic,
                "avro",
                "{\"records\":[{\"key\":\"k\",\"value\":{\"name\":\"Bob\",\"age\":null}}],\"key_schema\":"
                        + quoted(STRING) + ",\"value_schema\":" + quoted(USER) + "}");

        int key = id(answer, "key");
        assertThat(id(answer, "value")).isNotEqualTo(key);
        assertThat(registry.requests()).contains("POST /subjects/" + topic + "-key/versions");
        assertThat(hex(Objects.requireNonNull(KAFKA.records(topic).get(0).key())))
                .isEqualTo(framed(key, "026b"));
        assertThat(calls.read(calls.subscribed(topic, "{\"format\":\"avro\"}"), "avro")
                        .body())
                .isEqualTo("[" + record(topic, "\"k\"", "{\"name\":\"Bob\",\"age\":null}", 0) + "]");
    }

    @Test
    void showsBytesToWhoeverReadsBinary() {
        String topic = KAFKA.plain("raw", 1);
        int id = id(calls.produce(topic, "avro", produced(textOf(STRING), "\"x\"")), "value");
        byte[] bytes = ByteBuffer.allocate(7)
                .put((byte) 0)
                .putInt(id)
                .put((byte) 2)
                .put((byte) 'x')
                .array();

        Answer read = calls.read(calls.subscribed(topic, "{\"format\":\"binary\"}"), "binary");

        assertThat(read.body())
                .isEqualTo(
                        "[" + record(topic, "null", quoted(Base64.getEncoder().encodeToString(bytes)), 0) + "]");
    }

    @Test
    void stopsAtWhatCannotBeReadAndGoesOnBehindIt() {
        String topic = KAFKA.plain("undecodable", 1);
        id(calls.produce(topic, "avro", produced(textOf(STRING), "\"a\"")), "value");
        KAFKA.put(topic, null, "no schema");
        KAFKA.put(topic, null, "\0\0\0\0c");
        id(calls.produce(topic, "avro", produced(textOf(STRING), "\"d\"")), "value");
        String instance = calls.subscribed(topic, "{\"format\":\"avro\"}");

        assertThat(calls.read(instance, "avro").body()).isEqualTo("[" + record(topic, "null", "\"a\"", 0) + "]");
        for (int offset = 1; offset <= 2; offset++) {
            Answer refused = calls.read(instance, "avro");
            assertThat(refused.status()).isEqualTo(408);
            assertThat(refused.body()).startsWith("{\"error_code\":40801,").contains(topic + "-0 at offset " + offset);
            calls.seek(instance, topic, offset + 1);
        }
        assertThat(calls.read(instance, "avro").body()).isEqualTo("[" + record(topic, "null", "\"d\"", 3) + "]");
    }

    @Test
    void writesNullWithoutASchema() {
        String topic = KAFKA.plain("tombstone", 1);

        Answer answer = calls.produce(topic, "avro", "{\"records\":[{\"value\":null},{}]}");

        assertThat(answer.body()).endsWith("],\"key_schema_id\":null,\"value_schema_id\":null}");
        assertThat(KAFKA.records(topic)).extracting(ConsumerRecord::value).containsExactly(null, null);
    }

    @Test
    void writesNullThatTheSchemaHas() {
        String topic = KAFKA.plain("nullable", 1);

        int id = id(calls.produce(topic, "avro", produced(textOf("[\"null\",\"string\"]"), "null")), "value");

        assertThat(KAFKA.records(topic)).extracting(RestSchemaIT::value).containsExactly(framed(id, "00"));
    }

    static Stream<Arguments> refusals() {
        String any = "\"records\":[{\"value\":\"x\"}]";
        return Stream.of(
                Arguments.of(
                        "avro",
                        "{\"records\":[{\"key\":\"k\",\"value\":\"x\"}],\"value_schema\":" + quoted(STRING) + "}",
                        422,
                        42201,
                        "Request includes keys but does not include key schema"),
                Arguments.of(
                        "protobuf",
                        "{" + any + "}",
                        422,
                        42202,
                        "Request includes values but does not include value schema"),
                Arguments.of(
                        "avro",
                        "{\"value_schema\":\"{\"," + any + "}",
                        422,
                        42205,
                        "Invalid schema: Error when parsing raw schema. format = AVRO, schema = {"),
                Arguments.of(
                        "protobuf",
                        "{\"value_schema\":\"message\"," + any + "}",
                        422,
                        42205,
                        "Invalid schema: Error when parsing raw schema. format = PROTOBUF, schema = message"),
                Arguments.of(
                        "jsonschema",
                        "{\"value_schema\":\"[\"," + any + "}",
                        422,
                        42205,
                        "Invalid schema: Error when parsing raw schema. format = JSONSCHEMA, schema = ["),
                Arguments.of(
                        "avro",
                        "{\"value_schema_id\":99," + any + "}",
                        422,
                        42207,
                        "Error serializing message. Error when fetching schema by id. schemaId = 99\\n"),
                Arguments.of(
                        "avro",
                        "{\"value_schema\":" + quoted(STRING) + ",\"value_schema_id\":1," + any + "}",
                        422,
                        422,
                        "Only one of schema text, schema id and schema version can be given."),
                Arguments.of(
                        "avro",
                        produced(textOf(USER), "{\"name\":\"Ann\",\"age\":null}", "{\"name\":1}"),
                        400,
                        400,
                        "Bad Request: "),
                Arguments.of("avro", produced(textOf(USER), "{\"name\":\"Ann\",\"age\":7}"), 400, 400, "Bad Request: "),
                Arguments.of("avro", produced(textOf(STRING), "null"), 400, 400, "Bad Request: "),
                Arguments.of("protobuf", produced(textOf(PROTO), "{\"n\":\"x\"}"), 400, 400, "Bad Request: "),
                Arguments.of("protobuf", produced(textOf(PROTO), "{\"other\":1}"), 400, 400, "Bad Request: "),
                Arguments.of("jsonschema", produced(textOf(OBJECT), "{\"a\":\"x\"}"), 400, 400, "Bad Request: "),
                Arguments.of("jsonschema", produced(textOf(OBJECT), "null"), 400, 400, "Bad Request: "),
                Arguments.of("avro", "{\"value_schema\":{}," + any + "}", 400, 400, "Cannot deserialize value of type"),
                Arguments.of("avro", "{\"value_schema_id\":\"x\"," + any + "}", 400, 400, "Cannot deserialize value"),
                Arguments.of("avro", "{\"value_schema_id\":99,\"records\":[]}", 422, 422, "produceAvro.arg2.records"));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusesWhatHasNoPlaceAndWritesNothing(String format, String body, int status, int code, String message) {
        String topic = KAFKA.plain("refused", 1);

        Answer answer = calls.produce(topic, format, body);

        assertThat(answer.body()).startsWith("{\"error_code\":" + code + ",\"message\":\"" + message);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.field("content-type")).isEqualTo(RestCalls.V2);
        assertThat(calls.end(topic)).isEqualTo("0");
    }

    @Test
    void refusesIdsOfOtherFormatsAndSubjects() {
        String topic = KAFKA.plain("owner", 1);
        String other = KAFKA.plain("other", 1);
        int id = id(calls.produce(topic, "jsonschema", produced(textOf(OBJECT), "{\"a\":1}")), "value");
        String byId = "\"value_schema_id\":" + id;

        assertThat(calls.produce(topic, "avro", produced(byId, "1")).body())
                .isEqualTo(error(
                        42205, "Invalid schema: The schema with the id " + id + " is of format JSONSCHEMA, not AVRO."));
        assertThat(calls.produce(other, "jsonschema", produced(byId, "{\"a\":1}"))
                        .body())
                .startsWith("{\"error_code\":42207,\"message\":\"Error serializing message. Error when fetching schema"
                        + " version. subject = " + other + "-value, schema = ");
        assertThat(KAFKA.records(topic)).hasSize(1);
        assertThat(KAFKA.records(other)).isEmpty();
    }

    @Test
    void tellsThatTheRegistryIsGone() {
        String topic = KAFKA.plain("registry-gone", 1);
        KAFKA.put(topic, null, "\0\0\0\0\1\2x");
        try (Scene alone = Scene.rest(RestYaml.of(EARLIEST).registry("http://127.0.0.1:" + Ports.free(1)[0]))) {
            var there = new RestCalls(alone.client());

            for (String schema : new String[] {"\"value_schema_id\":1", textOf(STRING)}) {
                Answer answer = there.produce(topic, "avro", produced(schema, "\"x\""));
                assertThat(answer.status()).isEqualTo(422);
                assertThat(answer.body()).startsWith("{\"error_code\":42207,\"message\":\"Error serializing message. ");
            }
            Answer read = there.read(there.subscribed(topic, "{\"format\":\"avro\"}"), "avro");
            assertThat(read.status()).isEqualTo(408);
            assertThat(read.body()).startsWith("{\"error_code\":40801,");
        }
        assertThat(KAFKA.records(topic)).hasSize(1);
    }

    @Test
    void saysThatThereIsNoRegistry() {
        String topic = KAFKA.plain("no-registry", 1);
        try (Scene without = Scene.rest(RestYaml.of())) {
            var there = new RestCalls(without.client());

            assertThat(there.produce(topic, "avro", produced("\"value_schema_id\":1", "\"x\""))
                            .body())
                    .isEqualTo(error(42206, "Payload error. Schema Registry must be configured when using schemas."));
            assertThat(there.produce(topic, "avro", "{\"records\":[{\"value\":1}]}")
                            .body())
                    .isEqualTo(error(
                            42207,
                            "Error serializing message. Schema Registry not defined, no Schema Registry client"
                                    + " available to serialize message."));
        }
        assertThat(KAFKA.records(topic)).isEmpty();
    }

    @Test
    void showsItsCredentialsToTheRegistry() {
        String topic = KAFKA.plain("credentials", 1);
        try (DevRegistry closed = DevRegistry.start("Basic dTpw");
                Scene allowed = Scene.rest(RestYaml.of(EARLIEST)
                        .registry(
                                closed.uri().toString(), ", credentials: {headers: {authorization: \"Basic dTpw\"}}"));
                Scene denied = Scene.rest(RestYaml.of().registry(closed.uri().toString()))) {
            Answer refused = new RestCalls(denied.client()).produce(topic, "avro", produced(textOf(STRING), "\"x\""));
            Answer taken = new RestCalls(allowed.client()).produce(topic, "avro", produced(textOf(STRING), "\"x\""));

            assertThat(refused.status()).as(refused.body()).isEqualTo(422);
            assertThat(refused.body()).startsWith("{\"error_code\":42207,").doesNotContain("dTpw");
            assertThat(id(taken, "value")).isEqualTo(1);
        }
    }
}
