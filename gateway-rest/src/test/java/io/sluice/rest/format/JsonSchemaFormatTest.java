package io.sluice.rest.format;

import static io.sluice.rest.format.Format.JSONSCHEMA;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sluice.rest.schema.RegistrySchema;
import io.sluice.rest.schema.SchemaReference;
import io.sluice.rest.schema.SchemaType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class JsonSchemaFormatTest {
    private static final String OBJECT =
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"integer\",\"minimum\":3}},\"required\":[\"a\"]}";

    private final SchemaFormats use = new SchemaFormats();

    @AfterEach
    void close() {
        use.close();
    }

    @Test
    void bringsCompactJsonBack() {
        assertThat(new String(use.payload(JSONSCHEMA, OBJECT, "{ \"a\": 3, \"b\": 1.10 }"), StandardCharsets.UTF_8))
                .isEqualTo("{\"a\":3,\"b\":1.10}");
        assertThat(use.roundTrip(JSONSCHEMA, OBJECT, "{\"a\": 10000000000000000000000}"))
                .isEqualTo("{\"a\":10000000000000000000000}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            null              | #: null found, object expected
            {}                | #: required property 'a' not found
            {"a":"x"}         | #/a: string found, integer expected
            {"a":1}           | #/a: must have a minimum value of 3
            {"a":1e999999999} | the number 1e999999999 has an exponent of more than 4 digits.
            """)
    void tellsWhereAValueDoesNotFit(String json, String message) {
        assertThat(SchemaFormats.refusal(() -> use.payload(JSONSCHEMA, OBJECT, json)))
                .isEqualTo("400 400 Bad Request: " + message);
    }

    @Test
    void letsTheSchemaDecideAboutNull() {
        assertThat(use.encoder(JSONSCHEMA, "{\"type\":[\"null\",\"string\"]}").encodeAbsent())
                .endsWith('n', 'u', 'l', 'l');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://json-schema.org/draft-04/schema#",
                "http://json-schema.org/draft-06/schema#",
                "http://json-schema.org/draft-07/schema#",
                "https://json-schema.org/draft/2019-09/schema",
                "https://json-schema.org/draft/2020-12/schema"
            })
    void knowsTheDrafts(String draft) {
        String schema = "{\"$schema\":\"" + draft + "\",\"type\":\"integer\"}";

        assertThat(use.roundTrip(JSONSCHEMA, schema, "1")).isEqualTo("1");
        assertThat(SchemaFormats.refusal(() -> use.payload(JSONSCHEMA, schema, "\"x\"")))
                .contains("integer expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "{",
                "{\"pattern\":\"(\"}",
                "{\"$ref\":\"#/nope\"}",
                "{\"$schema\":\"http://127.0.0.1:1/x\"}",
                "{\"$ref\":\"classpath:/META-INF/MANIFEST.MF\"}",
                "{\"$ref\":\"file:///etc/hostname\"}"
            })
    void refusesWhatIsNoSchema(String schema) {
        assertThat(SchemaFormats.refusal(() -> use.encoder(JSONSCHEMA, schema)))
                .isEqualTo("422 42205 Invalid schema: Error when parsing raw schema. format = JSONSCHEMA, schema = "
                        + schema);
    }

    @Test
    void fetchesNothing() throws IOException {
        var asked = new AtomicInteger();
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.close();
        });
        server.start();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/s.json";

        assertThat(SchemaFormats.refusal(() -> use.encoder(JSONSCHEMA, "{\"$ref\":\"" + url + "\"}")))
                .startsWith("422 42205");
        assertThat(SchemaFormats.refusal(() -> use.encoder(JSONSCHEMA, "{\"$schema\":\"" + url + "\"}")))
                .startsWith("422 42205");
        server.stop(0);
        assertThat(asked).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(a+)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(a|aa)+b", "(.*)*x"})
    void givesUpPatternsThatTakeTooLong(String pattern) {
        String schema = "{\"pattern\":\"" + pattern + "\"}";

        assertThat(SchemaFormats.refusal(() -> use.payload(JSONSCHEMA, schema, '"' + "a".repeat(5_000) + "!\"")))
                .startsWith("400 400 Bad Request: checking the value");
    }

    @Test
    void givesUpReferencesThatMultiply() {
        var schema = new StringBuilder("{\"$ref\":\"#/definitions/d0\",\"definitions\":{");
        for (int i = 0; i < 40; i++) {
            String next = "{\"$ref\":\"#/definitions/d" + (i + 1) + "\"}";
            schema.append("\"d" + i + "\":{\"allOf\":[" + next + "," + next + "]},");
        }
        schema.append("\"d40\":true}}");

        assertThat(SchemaFormats.refusal(() -> use.payload(JSONSCHEMA, schema.toString(), "1")))
                .contains("takes too many steps");
        assertThat(SchemaFormats.refusal(() -> use.payload(JSONSCHEMA, "{\"$ref\":\"#\"}", "1")))
                .contains("goes too deep");
    }

    @Test
    void boundsObjectsByTheLengthOfTheSchema() {
        String schema = "{\"description\":\"" + "x".repeat(500_000) + "\"}";

        assertThat(SchemaFormats.refusal(() -> use.payload(JSONSCHEMA, schema, "[" + "{},".repeat(3_000) + "{}]")))
                .contains("too many objects");
    }

    @Test
    void boundsTheDepthOfSchemas() {
        String deep = "{\"not\":".repeat(50_000) + "true" + "}".repeat(50_000);

        assertThat(SchemaFormats.refusal(() -> use.encoder(JSONSCHEMA, deep))).startsWith("422 42205");
    }

    @Test
    void readsReferencesFromTheRegistry() {
        var number = new RegistrySchema(SchemaType.JSON, "{\"type\":\"number\"}", List.of());
        SchemaFormats.get(use.registry.register("number", number));
        var schema = new RegistrySchema(
                SchemaType.JSON,
                "{\"$id\":\"http://h/x/root.json\",\"items\":{\"$ref\":\"number.json\"}}",
                List.of(new SchemaReference("number.json", "number", 1)));
        int id = SchemaFormats.get(use.registry.register("t-value", schema));

        RecordEncoder encoder = SchemaFormats.get(use.formats.prepare(JSONSCHEMA, SchemaFormats.VALUES, null, id));

        assertThat(Encoding.bytes(encoder, "[1.5]")).endsWith('[', '1', '.', '5', ']');
        assertThat(SchemaFormats.refusal(() -> Encoding.bytes(encoder, "[true]")))
                .contains("#/0");
    }

    @Test
    void refusesRecordsThatAreNoJson() {
        int id = use.id(JSONSCHEMA, "true");

        assertThat(SchemaFormats.refusal(() -> use.decoded(JSONSCHEMA, SchemaFormats.withId(id, '{'))))
                .startsWith("408 40801");
    }
}
