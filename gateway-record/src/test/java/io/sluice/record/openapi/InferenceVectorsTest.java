package io.sluice.record.openapi;

import static io.sluice.record.openapi.Recorded.exchange;
import static io.sluice.record.openapi.Recorded.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.schema.LeftOut;
import io.sluice.record.schema.OpenApiVersion;
import io.sluice.record.schema.SchemaRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What other builders of documents from traffic get wrong, by the numbers of the list that it was collected in. */
class InferenceVectorsTest {

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("vectors")
    void buildsWhatIsMeant(int number, String what, List<RecordedExchange> exchanges, List<String> expected) {
        JsonNode document = Documents.of(exchanges.toArray(RecordedExchange[]::new));

        assertThat(outline(document)).as("vector %d", number).containsExactlyElementsOf(expected);
    }

    @Test
    void whatWasOnlyEverAskedForInVainIsAValueThatIsNotThere() {
        JsonNode document = Documents.of(
                exchange("GET /users/non-existent", 404, "Not Found"),
                exchange("GET /users/95768802-5476-4cae-aae4-fb51a6b62ec1", 200, "{\"name\":\"Kimmo\"}"),
                exchange("GET /users/me", 404, "Not Found"),
                exchange("DELETE /users/all", 404, "Not Found"),
                exchange("GET /users/search", 200, "[]"));

        assertThat(Documents.paths(document))
                .containsExactly("/users/all", "/users/me", "/users/search", "/users/{userId}");
        JsonNode user = document.at("/paths/~1users~1{userId}");
        assertThat(user.at("/get/responses").has("404")).isTrue();
        assertThat(user.at("/parameters/0/schema/format").asText()).isEqualTo("uuid");
    }

    static Stream<Arguments> vectors() {
        return Stream.of(
                arguments(
                        1,
                        "empty answers",
                        List.of(exchange("DELETE /users/1", 204, ""), exchange("DELETE /users/2", 204, "")),
                        List.of("delete /users/{userId} 204")),
                arguments(
                        2,
                        "content after none",
                        List.of(exchange("GET /a", 200, ""), exchange("GET /a", 200, "{\"x\":1}")),
                        List.of("get /a 200 application/json object x:integer")),
                arguments(
                        3,
                        "scalars",
                        List.of(
                                exchange("GET /n", 200, "123"),
                                exchange("GET /b", 200, "true"),
                                exchange("GET /null", 200, "null")),
                        List.of(
                                "get /b 200 application/json boolean",
                                "get /n 200 application/json integer",
                                "get /null 200 application/json any")),
                arguments(
                        4,
                        "the root",
                        List.of(exchange("GET /", 200, "{}"), exchange("GET /", 200, "{}")),
                        List.of("get / 200 application/json object")),
                arguments(
                        5,
                        "another status",
                        List.of(exchange("GET /users/1", 200, "{}"), exchange("GET /users/2", 404, "not here")),
                        List.of(
                                "get /users/{userId} 200 application/json object",
                                "get /users/{userId} 404 text/plain string")),
                arguments(
                        6,
                        "another method",
                        List.of(exchange("GET /users/1", 200, "{}"), exchange("DELETE /users/2", 204, "")),
                        List.of("get /users/{userId} 200 application/json object", "delete /users/{userId} 204")),
                arguments(
                        7,
                        "no sample is lost",
                        List.of(
                                exchange("GET /users/3", 200, "{\"id\":3,\"name\":\"a\"}"),
                                exchange("GET /users/4", 200, "{\"id\":4,\"mail\":\"b\"}")),
                        List.of("get /users/{userId} 200 application/json object id:integer! mail:string name:string")),
                arguments(
                        8,
                        "two collections",
                        List.of(
                                exchange("GET /api/users", 200, "{\"a\":1}"),
                                exchange("GET /api/orders", 200, "{\"b\":1}")),
                        List.of(
                                "get /api/orders 200 application/json object b:integer",
                                "get /api/users 200 application/json object a:integer")),
                arguments(
                        9,
                        "two resources with few properties",
                        List.of(
                                exchange("GET /v1/users", 200, "{\"a\":1,\"b\":1,\"c\":1}"),
                                exchange("GET /v1/orders", 200, "{\"d\":1,\"e\":1}")),
                        List.of(
                                "get /v1/orders 200 application/json object d:integer e:integer",
                                "get /v1/users 200 application/json object a:integer b:integer c:integer")),
                arguments(
                        10,
                        "a name beside numbers",
                        List.of(exchange("GET /users/me", 200, "{}"), exchange("GET /users/3", 200, "{}")),
                        List.of(
                                "get /users/me 200 application/json object",
                                "get /users/{userId} 200 application/json object")),
                arguments(
                        11,
                        "adjacent numbers",
                        List.of(exchange("GET /a/1/2", 200, ""), exchange("GET /a/3/4", 200, "")),
                        List.of("get /a/{aId}/{aId2} 200")),
                arguments(
                        12,
                        "trailing slashes",
                        List.of(
                                exchange("GET /u/", 200, ""),
                                exchange("GET /u", 200, ""),
                                exchange("GET /u/1/", 200, ""),
                                exchange("GET /u/2", 200, "")),
                        List.of("get /u 200", "get /u/{uId} 200")));
    }

    @Test
    void vector13TwoHostsAreToldApart() {
        RecordedExchange one = request("GET /a").to("http", "one").answered(200, "");
        RecordedExchange two = request("GET /b").to("https", "two:443").answered(200, "");

        JsonNode together = Documents.of(one, two);
        var apart = new OpenApiBuilder(new Rules(Rules.USUAL.paths(), SchemaRules.USUAL, true, false), null);
        apart.observe(one);
        apart.observe(two);

        assertThat(together.at("/servers").toString())
                .isEqualTo("[{\"url\":\"http://one\"},{\"url\":\"https://two\"}]");
        assertThat(together.at("/paths/~1a/servers/0/url").asText()).isEqualTo("http://one");
        assertThat(together.at("/paths/~1b/servers/0/url").asText()).isEqualTo("https://two");
        assertThat(apart.documents(OpenApiVersion.V3_0).keySet()).containsExactly("one", "two");
        assertThat(Documents.paths(Documents.document(apart, OpenApiVersion.V3_0)))
                .containsExactly("/a");
    }

    @Test
    void vector14ConnectIsCounted() {
        var builder = new OpenApiBuilder(Rules.USUAL, null);

        builder.observe(exchange("CONNECT /", 200, ""));

        assertThat(builder.leftOut().of(LeftOut.Reason.METHOD)).isEqualTo(1);
        assertThat(Documents.paths(Documents.document(builder, OpenApiVersion.V3_0)))
                .isEmpty();
    }

    @Test
    void vector15TheOrderOfExchangesDoesNotMatter() {
        List<RecordedExchange> exchanges = new ArrayList<>();
        IntStream.range(0, 40).forEach(i -> {
            exchanges.add(exchange("GET /teams/" + i + "/members?page=" + i, 200, "[{\"id\":" + i + "}]"));
            exchanges.add(exchange(
                    "GET /users/user" + (char) ('a' + i % 26) + "?q=" + (i % 2 == 0 ? "x" : "1"),
                    200,
                    "{\"name\":\"" + i + "\"" + (i % 3 == 0 ? ",\"n\":null" : ",\"n\":1.5") + "}"));
        });
        String expected = document(exchanges);

        for (int seed = 0; seed < 20; seed++) {
            Collections.shuffle(exchanges, new Random(seed));
            assertThat(document(exchanges)).isEqualTo(expected);
        }
        assertThat(expected).contains("/users/{userId}", "/teams/{teamId}/members");
    }

    private static String document(List<RecordedExchange> exchanges) {
        var builder = new OpenApiBuilder(Rules.USUAL, null);
        exchanges.forEach(builder::observe);
        return DocumentFile.text(Documents.document(builder, OpenApiVersion.V3_0), DocumentFile.Format.YAML);
    }

    /** One line for each method, path, status and media type, with type and properties of the schema. */
    private static List<String> outline(JsonNode document) {
        List<String> lines = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(member -> ExistingDocument.METHODS.contains(member.getKey()))
                        .forEach(operation -> operation
                                .getValue()
                                .path("responses")
                                .properties()
                                .forEach(response -> {
                                    String line = operation.getKey() + " " + path.getKey() + " " + response.getKey();
                                    JsonNode content = response.getValue().path("content");
                                    if (content.isEmpty()) {
                                        lines.add(line);
                                    }
                                    content.properties()
                                            .forEach(media -> lines.add(line + " " + media.getKey() + " "
                                                    + outlineOf(media.getValue().path("schema"))));
                                })));
        return lines;
    }

    private static String outlineOf(JsonNode schema) {
        var text = new StringBuilder(schema.path("type").asText("any"));
        schema.path("properties").properties().forEach(property -> {
            boolean required = schema.path("required").toString().contains('"' + property.getKey() + '"');
            text.append(' ')
                    .append(property.getKey())
                    .append(':')
                    .append(property.getValue().path("type").asText())
                    .append(required ? "!" : "");
        });
        return text.toString();
    }
}
