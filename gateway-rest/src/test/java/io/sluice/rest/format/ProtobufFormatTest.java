package io.sluice.rest.format;

import static io.sluice.rest.format.Format.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.rest.schema.RegistrySchema;
import io.sluice.rest.schema.SchemaReference;
import io.sluice.rest.schema.SchemaType;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class ProtobufFormatTest {
    private static final String SCHEMA = """
            syntax = "proto3";
            package p;
            import "google/protobuf/timestamp.proto";
            import "google/protobuf/any.proto";
            message A {
              enum E { ZERO = 0; ONE = 1; }
              message Inner { string s = 1; }
              string name = 1;
              int64 n = 2;
              repeated int32 list = 3;
              E e = 4;
              map<string, Inner> by_name = 5;
              oneof choice { bool yes = 6; double amount = 7; }
              optional string maybe = 8;
              google.protobuf.Timestamp at = 9;
              B b = 10 [json_name = "other"];
              bytes raw = 11;
              google.protobuf.Any any = 12;
              uint64 u = 13;
              reserved 100 to 200;
            }
            message B { message C { int32 x = 1; } message D { int32 y = 1; } }
            service S { rpc Call(A) returns (B); }
            """;

    private final SchemaFormats use = new SchemaFormats();

    @AfterEach
    void close() {
        use.close();
    }

    @Test
    void writesDefaultsOut() {
        assertThat(use.roundTrip(PROTOBUF, SCHEMA, "{}"))
                .isEqualTo(
                        "{\"name\":\"\",\"n\":\"0\",\"list\":[],\"e\":\"ZERO\",\"byName\":{},\"raw\":\"\",\"u\":\"0\"}");
    }

    @Test
    void bringsValuesBack() {
        String json =
                "{\"name\":\"é\",\"n\":\"9007199254740993\",\"list\":[1,2],\"e\":\"ONE\",\"byName\":{\"k\":{\"s\":\"v\"}},"
                        + "\"amount\":1.5,\"maybe\":\"\",\"at\":\"2026-01-02T03:04:05Z\",\"other\":{},\"raw\":\"AQI=\","
                        + "\"any\":{\"@type\":\"type.googleapis.com/p.B.C\",\"x\":7},\"u\":\"0\"}";

        assertThat(use.roundTrip(PROTOBUF, SCHEMA, json)).isEqualTo(json);
    }

    @Test
    void writesAZeroForTheFirstMessage() {
        assertThat(use.payload(PROTOBUF, SCHEMA, "{\"name\":\"a\"}")).containsExactly(0, 10, 1, 'a');
        assertThat(use.payload(PROTOBUF, SCHEMA, "{\"list\":[1,2]}")).containsExactly(0, 26, 2, 1, 2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            0 10 1 97     | "a"
            2 0 10 1 97   | "a"
            4 2 2 8 5     | {"y":5}
            4 0 0 10 1 98 | {"s":"b"}
            """)
    void findsTheMessageByItsIndexes(String bytes, String expected) {
        int id = use.id(PROTOBUF, SCHEMA);
        int[] payload =
                List.of(bytes.split(" ")).stream().mapToInt(Integer::parseInt).toArray();

        assertThat(use.decoded(PROTOBUF, SchemaFormats.withId(id, payload))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            2 198 1,                  no message with the index 99
            2 1,                      no message with the index -1
            4 2 4,                    no message with the index 2
            1,                        has -1 message indexes
            254 255 255 255 15,       has 2147483647 message indexes
            '',                       no
            0 10 5 97,                not of its protobuf schema
            """)
    void refusesOtherBytes(String bytes, String expected) {
        int id = use.id(PROTOBUF, SCHEMA);
        int[] payload = bytes.isEmpty()
                ? new int[0]
                : List.of(bytes.split(" ")).stream().mapToInt(Integer::parseInt).toArray();

        assertThat(SchemaFormats.refusal(() -> use.decoded(PROTOBUF, SchemaFormats.withId(id, payload))))
                .startsWith("408 40801")
                .contains(expected);
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThat(SchemaFormats.refusal(() -> use.payload(PROTOBUF, SCHEMA, "null")))
                .isEqualTo("400 400 Bad Request: Expect message object but got: null");
        assertThat(SchemaFormats.refusal(() -> use.payload(PROTOBUF, SCHEMA, "{\"nope\":1}")))
                .startsWith("400 400 Bad Request: ")
                .contains("nope");
        assertThat(SchemaFormats.refusal(() -> use.payload(PROTOBUF, "message M { required int32 a = 1; }", "{}")))
                .startsWith("400 400 Bad Request: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "\"1e999999999\"", "\" 1E+999999999\""})
    void doesNotWriteOutHugeNumbers(String number) {
        assertThat(SchemaFormats.refusal(() -> use.payload(PROTOBUF, SCHEMA, "{\"u\":" + number + "}")))
                .contains("exponent");
        assertThat(use.roundTrip(PROTOBUF, SCHEMA, "{\"name\":\"3e12345f\",\"u\":1e2}"))
                .contains("\"100\"");
    }

    @Test
    void knowsProto2() {
        String schema = """
                message M {
                  optional int32 a = 1 [default = 5];
                  repeated int32 p = 2 [packed = true];
                  required N n = 3;
                  enum K { option allow_alias = true; X = 1; Y = 1; }
                  optional K k = 4;
                  message N {}
                }
                """;

        assertThat(use.payload(PROTOBUF, schema, "{\"p\":[1],\"n\":{}}")).containsExactly(0, 18, 1, 1, 26, 0);
        assertThat(use.roundTrip(PROTOBUF, schema, "{\"n\":{},\"k\":\"X\"}"))
                .isEqualTo("{\"p\":[],\"n\":{},\"k\":\"X\"}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "syntax = \"proto3\";",
                "message M {",
                "message M { Nope n = 1; }",
                "message M { optional int32 a = 1; optional int32 b = 1; }",
                "import \"nope.proto\"; message M {}",
                "message M { optional group G = 1 {} }",
                "syntax = \"proto9\"; message M {}",
            })
    void refusesWhatIsNoSchema(String schema) {
        assertThat(SchemaFormats.refusal(() -> use.encoder(PROTOBUF, schema)))
                .isEqualTo("422 42205 Invalid schema: Error when parsing raw schema. format = PROTOBUF, schema = "
                        + schema);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"message A{", "message A{optional map<", "option a = {b:", "(", "/*\n*/ message A { /* \" */ "})
    void boundsTheDepthOfSchemas(String beginning) {
        assertThat(SchemaFormats.refusal(() -> use.encoder(PROTOBUF, beginning.repeat(20_000))))
                .startsWith("422 42205");
    }

    @Test
    void readsImportsFromTheRegistry() {
        var base = new RegistrySchema(
                SchemaType.PROTOBUF, "syntax=\"proto3\"; package q; message Base { int32 i = 1; }", List.of());
        SchemaFormats.get(use.registry.register("base", base));
        var reference = new SchemaReference("q/base.proto", "base", 1);
        var schema = new RegistrySchema(
                SchemaType.PROTOBUF,
                "syntax=\"proto3\"; import \"q/base.proto\"; message M { q.Base b = 1; }",
                List.of(reference));
        int id = SchemaFormats.get(use.registry.register("t-value", schema));

        RecordEncoder encoder = SchemaFormats.get(use.formats.prepare(PROTOBUF, SchemaFormats.VALUES, null, id));

        assertThat(use.decoded(PROTOBUF, Encoding.bytes(encoder, "{\"b\":{\"i\":3}}")))
                .isEqualTo("{\"b\":{\"i\":3}}");
    }
}
