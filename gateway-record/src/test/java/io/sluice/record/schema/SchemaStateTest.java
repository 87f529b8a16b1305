package io.sluice.record.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaStateTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRules ENUMS = new SchemaRules(true, 300, 24);

    private final LeftOut leftOut = new LeftOut();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1 ; 2 | {'type':'integer'} | {'type':'integer'}",
                "1 ; 2.5 | {'type':'number'} | {'type':'number'}",
                "1 ; null | {'type':'integer','nullable':true} | {'type':['integer','null']}",
                "null | {} | {'type':'null'}",
                "'***' | {} | {}",
                "'***' ; 7 | {'type':'integer'} | {'type':'integer'}",
                "1 ; 'a' | {'anyOf':[{'type':'integer'},{'type':'string'}]} | {'anyOf':[{'type':'integer'},{'type':'string'}]}",
                "1 ; 'a' ; null | {'anyOf':[{'type':'integer','nullable':true},{'type':'string'}]} | {'anyOf':[{'type':'integer'},{'type':'string'},{'type':'null'}]}",
                "[] | {'type':'array','items':{}} | {'type':'array','items':{}}",
                "[1] ; ['a'] ; [] | {'type':'array','items':{'anyOf':[{'type':'integer'},{'type':'string'}]}} | {'type':'array','items':{'anyOf':[{'type':'integer'},{'type':'string'}]}}",
                "{} | {'type':'object'} | {'type':'object'}",
                "{'b':1,'a':1} ; {'b':1} | {'type':'object','required':['b'],'properties':{'a':{'type':'integer'},'b':{'type':'integer'}}} | {'type':'object','required':['b'],'properties':{'a':{'type':'integer'},'b':{'type':'integer'}}}",
                "'2024-05-01' | {'type':'string','format':'date'} | {'type':'string','format':'date'}",
                "'2024-05-01T10:00:00Z' ; '2024-05-01T10:00:00.5+02:00' | {'type':'string','format':'date-time'} | {'type':'string','format':'date-time'}",
                "'2024-05-01' ; 'x' | {'type':'string'} | {'type':'string'}",
                "'a@b.example' | {'type':'string','format':'email'} | {'type':'string','format':'email'}",
                "'https://a.example/b' | {'type':'string','format':'uri'} | {'type':'string','format':'uri'}",
                "'10.0.255.1' | {'type':'string','format':'ipv4'} | {'type':'string','format':'ipv4'}",
                "'10.0.256.1' | {'type':'string'} | {'type':'string'}",
                "'3F2504E0-4F89-11D3-9A0C-0305E82C3301' | {'type':'string','format':'uuid'} | {'type':'string','format':'uuid'}",
                "'2024-13-01' | {'type':'string'} | {'type':'string'}",
                "'' | {'type':'string'} | {'type':'string'}"
            })
    void learnsFromValues(String values, String old, String current) {
        String[] all = values.replace('\'', '"').split(" ; ", -1);

        assertThat(schema(OpenApiVersion.V3_0, state(SchemaRules.USUAL, all))).isEqualTo(old);
        assertThat(schema(OpenApiVersion.V3_1, state(SchemaRules.USUAL, all))).isEqualTo(current);
    }

    @Test
    void mergingKnowsWhatObservingAllWouldKnow() {
        String[] values = {"{\"a\":[1,null]}", "{\"a\":[\"x\"],\"b\":\"2024-05-01\"}", "[]", "{\"b\":\"2024-05-02\"}"};

        for (int split = 0; split <= values.length; split++) {
            SchemaState merged = state(ENUMS, Arrays.copyOf(values, split));
            merged.mergeFrom(state(ENUMS, Arrays.copyOfRange(values, split, values.length)), leftOut);

            assertThat(schema(OpenApiVersion.V3_0, merged))
                    .isEqualTo(schema(OpenApiVersion.V3_0, state(ENUMS, values)));
        }
    }

    @Test
    void listsFewValuesOfManySamplesWhenAsked() {
        String[] values = IntStream.range(0, 60)
                .mapToObj(i -> i == 0 ? "null" : "\"v" + i % 3 + "\"")
                .toArray(String[]::new);
        String[] many =
                IntStream.range(0, 60).mapToObj(i -> "\"v" + i % 9 + "\"").toArray(String[]::new);

        assertThat(schema(OpenApiVersion.V3_1, state(ENUMS, values)))
                .isEqualTo("{'type':['string','null'],'enum':['v0','v1','v2',null]}");
        assertThat(schema(OpenApiVersion.V3_1, state(ENUMS, Arrays.copyOf(values, 40))))
                .doesNotContain("enum");
        assertThat(schema(OpenApiVersion.V3_1, state(ENUMS, many))).isEqualTo("{'type':'string'}");
        assertThat(schema(OpenApiVersion.V3_1, state(SchemaRules.USUAL, values)))
                .doesNotContain("enum");
    }

    @Test
    void tellsMapsFromObjects() {
        String[] map = IntStream.range(0, 60)
                .mapToObj(i -> "{\"key" + i + "\":{\"n\":" + i + ",\"s\":\"x\"}}")
                .toArray(String[]::new);
        String wide = "{"
                + String.join(
                        ",",
                        IntStream.range(0, 60).mapToObj(i -> "\"p" + i + "\":1").toList()) + "}";

        assertThat(schema(OpenApiVersion.V3_0, state(SchemaRules.USUAL, map)))
                .isEqualTo("{'type':'object','additionalProperties':{'type':'object','required':['n','s'],"
                        + "'properties':{'n':{'type':'integer'},'s':{'type':'string'}}}}");
        assertThat(schema(OpenApiVersion.V3_0, state(SchemaRules.USUAL, wide, wide)))
                .doesNotContain("additional");
    }

    @Test
    void boundsTheKeysOfAMap() {
        SchemaState state = new SchemaState(SchemaRules.USUAL);

        for (int i = 0; i < 10_000; i++) {
            state.observe(value("{\"key" + i + "\":" + i + "}"), leftOut);
        }

        assertThat(schema(OpenApiVersion.V3_0, state))
                .isEqualTo("{'type':'object','additionalProperties':{'type':'integer'}}");
        assertThat(leftOut.counts()).isEmpty();
    }

    @Test
    void boundsPropertiesAndDepthAndCountsTheRest() {
        var rules = new SchemaRules(false, 2, 2);
        SchemaState state =
                state(rules, "{\"a\":1,\"b\":\"x\",\"c\":1,\"d\":1}", "[[[1]]]", "{\"a\":{\"a\":{\"a\":1}}}");

        assertThat(leftOut.of(LeftOut.Reason.PROPERTIES)).isEqualTo(2);
        assertThat(leftOut.of(LeftOut.Reason.DEPTH)).isEqualTo(2);
        assertThat(schema(OpenApiVersion.V3_0, state)).contains("'a'", "'b'").doesNotContain("'c'");
    }

    @ParameterizedTest
    @CsvSource({
        "7,integer",
        "-7,integer",
        "0,integer",
        "0.5,number",
        "true,boolean",
        "007,string",
        "1.,string",
        "-,string",
        ".5,string",
        "1.2.3,string",
        "9999999999999999999,string",
        "abc,string"
    })
    void readsScalarsFromTexts(String text, String type) {
        var state = new SchemaState(SchemaRules.USUAL);
        state.observe(Scalars.of(text), leftOut);

        assertThat(new SchemaRenderer(OpenApiVersion.V3_0)
                        .scalar(state)
                        .path("type")
                        .asText())
                .isEqualTo(type);
    }

    private SchemaState state(SchemaRules rules, String... values) {
        var state = new SchemaState(rules);
        List.of(values).forEach(value -> state.observe(value(value), leftOut));
        return state;
    }

    private static JsonNode value(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static String schema(OpenApiVersion version, SchemaState state) {
        return new SchemaRenderer(version).schema(state).toString().replace('"', '\'');
    }
}
