package io.sluice.rest.format;

import static io.sluice.rest.format.Format.AVRO;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class AvroFormatTest {
    private final SchemaFormats use = new SchemaFormats();

    @AfterEach
    void close() {
        use.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            "int"                                             | -3
            "long"                                            | 9007199254740993
            "double"                                          | 1.5
            "boolean"                                         | true
            "string"                                          | "é"
            "null"                                            | null
            ["null","string"]                                 | null
            ["null","string"]                                 | {"string":"x"}
            "bytes"                                           | "aÿ\\u0000"
            {"type":"fixed","name":"f","size":2}              | "þz"
            {"type":"array","items":"int"}                    | [1,2,3]
            {"type":"map","values":["null","long"]}           | {"a":{"long":1},"b":null}
            {"type":"enum","name":"e","symbols":["A","B"]}    | "B"
            {"type":"int","logicalType":"date"}               | 19000
            {"type":"bytes","logicalType":"decimal","precision":9,"scale":2} | "\\u00049"
            {"type":"record","name":"a.R","fields":[{"name":"l","type":["null","a.R"]}]} | {"l":{"a.R":{"l":null}}}
            """)
    void bringsValuesBack(String schema, String json) {
        assertThat(use.roundTrip(AVRO, schema, json)).isEqualTo(json);
    }

    @Test
    void writesAvrosBinaryEncoding() {
        assertThat(use.payload(AVRO, "\"string\"", "\"ab\"")).containsExactly(4, 'a', 'b');
        assertThat(use.payload(AVRO, "[\"null\",\"int\"]", "{\"int\":1}")).containsExactly(2, 2);
    }

    @Test
    void writesBytesAsTheyAre() {
        assertThat(use.payload(AVRO, "\"bytes\"", "\"ab\"")).containsExactly('a', 'b');
    }

    @Test
    void encodesNullWhereTheSchemaHasIt() {
        assertThat(use.payload(AVRO, "[\"null\",\"int\"]", "null")).containsExactly(0);
        assertThat(use.encoder(AVRO, "[\"null\",\"int\"]").encodeAbsent()).endsWith(0);
        assertThat(SchemaFormats.refusal(() -> use.payload(AVRO, "\"int\"", "null")))
                .isEqualTo("400 400 Bad Request: Expected int. Got VALUE_NULL");
        assertThat(SchemaFormats.refusal(() -> use.encoder(AVRO, "\"int\"").encodeAbsent()))
                .isEqualTo("400 400 Bad Request: Expected int. Got VALUE_NULL");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            "int"             | 5000000000
            "int"             | "1"
            ["null","string"] | "x"
            {"type":"record","name":"R","fields":[{"name":"a","type":"int"}]} | {}
            {"type":"enum","name":"e","symbols":["A"]} | "B"
            "long"            | 1e999999999
            "double"          | 1e99999
            """)
    void refusesWhatDoesNotFit(String schema, String json) {
        assertThat(SchemaFormats.refusal(() -> use.payload(AVRO, schema, json))).startsWith("400 400 Bad Request: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "string", "{", "{\"type\":\"nope\"}", "{\"type\":\"record\",\"name\":\"R\"}", "5"})
    void refusesWhatIsNoSchema(String schema) {
        assertThat(SchemaFormats.refusal(() -> use.encoder(AVRO, schema)))
                .isEqualTo(
                        "422 42205 Invalid schema: Error when parsing raw schema. format = AVRO, schema = " + schema);
    }

    @Test
    void boundsSchemas() {
        String deep = "{\"type\":\"array\",\"items\":".repeat(50_000) + "\"int\"" + "}".repeat(50_000);
        String text = "\"" + "x".repeat(2_000_000) + "\"";

        assertThat(SchemaFormats.refusal(() -> use.encoder(AVRO, deep)))
                .startsWith("422 42205")
                .hasSizeLessThan(2_200);
        assertThat(SchemaFormats.refusal(() -> use.encoder(AVRO, text)))
                .startsWith("422 42205")
                .hasSizeLessThan(2_200);
    }

    @Test
    void boundsTheDepthOfRecords() {
        String list = "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"l\",\"type\":[\"null\",\"R\"]}]}";
        int id = use.id(AVRO, list);
        byte[] deep = SchemaFormats.withId(id, new int[1_000_000]);
        Arrays.fill(deep, 5, deep.length, (byte) 2);

        assertThat(SchemaFormats.refusal(() -> use.decoded(AVRO, deep)))
                .startsWith("408 40801")
                .contains("deep");
    }

    @Test
    void boundsWhatFewBytesCanMean() {
        var doubling = new StringBuilder("{\"type\":\"record\",\"name\":\"R0\",\"fields\":[]}");
        for (int i = 1; i <= 40; i++) {
            doubling.insert(0, "{\"type\":\"record\",\"name\":\"R" + i + "\",\"fields\":[{\"name\":\"a\",\"type\":");
            doubling.append("},{\"name\":\"b\",\"type\":\"R" + (i - 1) + "\"}]}");
        }
        int nulls = use.id(AVRO, "{\"type\":\"array\",\"items\":\"null\"}");
        int fixed = use.id(AVRO, "{\"type\":\"fixed\",\"name\":\"F\",\"size\":2000000000}");

        assertThat(SchemaFormats.refusal(() -> use.encoder(AVRO, doubling.toString())))
                .startsWith("422 42205");
        assertThat(SchemaFormats.refusal(
                        () -> use.decoded(AVRO, SchemaFormats.withId(nulls, 0x80, 0xda, 0xc4, 0x09, 0))))
                .contains("too many parts");
        assertThat(SchemaFormats.refusal(() -> use.decoded(AVRO, SchemaFormats.withId(fixed, 1))))
                .contains("a fixed of more than");
    }

    @Test
    void refusesRecordsThatAreNotOfTheirSchema() {
        int id = use.id(AVRO, "\"string\"");

        assertThat(SchemaFormats.refusal(() -> use.decoded(AVRO, SchemaFormats.withId(id, 4, 'a'))))
                .startsWith(
                        "408 40801 Error deserializing VALUE for partition t-3 at offset 7: not of its Avro schema");
        assertThat(SchemaFormats.refusal(() -> use.decoded(AVRO, SchemaFormats.withId(id, 2, 'a', 'b'))))
                .contains("bytes are left behind it");
    }
}
