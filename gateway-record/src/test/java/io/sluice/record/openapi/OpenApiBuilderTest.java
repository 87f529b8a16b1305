package io.sluice.record.openapi;

import static io.sluice.record.openapi.Recorded.exchange;
import static io.sluice.record.openapi.Recorded.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.path.PathRules;
import io.sluice.record.schema.LeftOut;
import io.sluice.record.schema.OpenApiVersion;
import io.sluice.record.schema.SchemaRules;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenApiBuilderTest {

    @ParameterizedTest
    @CsvSource({
        "/users/17,/users/{userId},integer,",
        "/users/-1,/users/{userId},integer,",
        "/users/3f2504e0-4f89-11d3-9a0c-0305e82c3301,/users/{userId},string,uuid",
        "/users/00000000-0000-0000-0000-000000000000,/users/{userId},string,uuid",
        "/days/2024-05-01,/days/{dayId},string,date",
        "/mails/a%40b.example,/mails/{mailId},string,email",
        "/things/507f1f77bcf86cd799439011,/things/{thingId},string,",
        "/things/01ARZ3NDEKTSV4RRFFQ69G5FAV,/things/{thingId},string,",
        "/things/cus_9s6XKzkNRiz8i3,/things/{thingId},string,",
        "/secrets/***,/secrets/{secretId},string,",
        "/companies/7,/companies/{companyId},integer,",
        "/boxes/7,/boxes/{boxId},integer,",
        "/people/7,/people/{personId},integer,",
        "/order-items/7,/order-items/{orderItemId},integer,",
        "/status/7,/status/{statusId},integer,",
        "/v1/7,/v1/{id},integer,"
    })
    void tellsValuesFromNames(String path, String template, String type, String format) {
        JsonNode document = Documents.of(exchange("GET " + path, 200, ""));

        assertThat(Documents.paths(document)).containsExactly(template);
        JsonNode schema = document.path("paths").path(template).at("/parameters/0/schema");
        assertThat(schema.path("type").asText()).isEqualTo(type);
        assertThat(schema.path("format").asText(null)).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/17",
                "/api/v1/users",
                "/api/1.0/users",
                "/api/2020-01-01/users",
                "/v2beta1/users",
                "/users/me",
                "/users/some-long-readable-name",
                "/users/interoperability"
            })
    void leavesNamesAlone(String path) {
        assertThat(Documents.paths(Documents.of(exchange("GET " + path, 200, ""))))
                .containsExactly(path);
    }

    @Test
    void makesAParameterOfManySiblingsThatAreAlike() {
        RecordedExchange[] exchanges = IntStream.range(0, 12)
                .mapToObj(i -> exchange("GET /users/" + (char) ('a' + i) + "nn", 200, "{\"name\":\"x\",\"age\":1}"))
                .toArray(RecordedExchange[]::new);
        exchanges[11] = exchange("GET /users/settings", 200, "{\"theme\":\"dark\",\"size\":3}");

        assertThat(Documents.paths(Documents.of(exchanges))).containsExactly("/users/settings", "/users/{userId}");
    }

    @Test
    void keepsCollectionsApartThatOnlyShareAnEnvelope() {
        RecordedExchange[] exchanges = IntStream.range(0, 15)
                .mapToObj(i -> exchange(
                        "GET /v1/things" + (char) ('a' + i),
                        200,
                        "{\"data\":[{\"a" + i + "\":1,\"b" + i + "\":1,\"c" + i + "\":2}],\"next\":null}"))
                .toArray(RecordedExchange[]::new);

        assertThat(Documents.paths(Documents.of(exchanges))).hasSize(15);
    }

    @Test
    void boundsThePathsAndCountsTheRest() {
        var paths = new PathRules(List.of(), List.of(), null, 100, false);
        var builder = new OpenApiBuilder(new Rules(paths, SchemaRules.USUAL, false, false), null);

        IntStream.range(0, 500).forEach(i -> builder.observe(exchange("GET /x" + i + "y", 200, "")));

        assertThat(Documents.paths(Documents.document(builder, OpenApiVersion.V3_0)))
                .hasSize(99);
        assertThat(builder.leftOut().of(LeftOut.Reason.PATHS)).isEqualTo(401);
        assertThat(builder.exchanges()).isEqualTo(500);
    }

    @Test
    void mergesACrowdOfNamesForGood() {
        var paths = new PathRules(List.of(), List.of(), null, 1_000, false);
        var builder = new OpenApiBuilder(new Rules(paths, SchemaRules.USUAL, false, false), null);

        IntStream.range(0, 5_000)
                .forEach(i -> builder.observe(exchange("GET /users/n-" + i + "-x/mail", 200, "{\"a\":1,\"b\":2}")));

        assertThat(Documents.paths(Documents.document(builder, OpenApiVersion.V3_0)))
                .containsExactly("/users/{userId}/mail");
        assertThat(builder.leftOut().counts()).isEmpty();
    }

    @Test
    void followsUsers() {
        PathRules paths = PathRules.of(List.of("/files/{name}.json", "/u/{a}", "/u/x", "ignore:/internal/**"), "k-.*");
        RecordedExchange[] exchanges = {
            exchange("GET /files/report.json", 200, ""),
            exchange("GET /u/any", 200, ""),
            exchange("GET /u/x", 200, ""),
            exchange("GET /internal/metrics/jvm", 200, ""),
            exchange("GET /c/k-first", 200, "")
        };

        JsonNode document = Documents.of(new Rules(paths, SchemaRules.USUAL, false, false), exchanges);

        assertThat(Documents.paths(document)).containsExactly("/c/{cId}", "/files/{name}.json", "/u/x", "/u/{a}");
    }

    @Test
    void requiresParametersThatEveryAcceptedRequestHad() {
        JsonNode document = Documents.of(
                request("GET /a?page=1&q=x&tag=a&tag=b").with("X-Tenant", "7").answered(200, ""),
                request("GET /a?page=2&ok=true").with("x-tenant", "8").answered(200, ""),
                request("GET /a").answered(400, "{\"error\":\"page\"}"));

        JsonNode parameters = document.at("/paths/~1a/get/parameters");
        assertThat(parameters.toString())
                .isEqualTo(
                        "[{\"name\":\"ok\",\"in\":\"query\",\"schema\":{\"type\":\"boolean\"}},"
                                + "{\"name\":\"page\",\"in\":\"query\",\"required\":true,\"schema\":{\"type\":\"integer\"}},"
                                + "{\"name\":\"q\",\"in\":\"query\",\"schema\":{\"type\":\"string\"}},"
                                + "{\"name\":\"tag\",\"in\":\"query\",\"schema\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}},"
                                + "{\"name\":\"x-tenant\",\"in\":\"header\",\"required\":true,\"schema\":{\"type\":\"integer\"}}]");
    }

    @Test
    void leavesOutFieldsOfHttpAndOfTheWay() {
        JsonNode document = Documents.of(request("GET /a")
                .with("User-Agent", "curl")
                .with("Traceparent", "00-1")
                .with("X-Forwarded-For", "1.2.3.4")
                .with("Sec-Fetch-Mode", "cors")
                .answeredWith("Date", "today")
                .answeredWith("X-Rate-Limit", "7")
                .answered(200, ""));

        assertThat(document.at("/paths/~1a/get/parameters").isMissingNode()).isTrue();
        assertThat(document.at("/paths/~1a/get/responses/200/headers").toString())
                .isEqualTo("{\"x-rate-limit\":{\"schema\":{\"type\":\"integer\"}}}");
    }

    @Test
    void tellsTheKindOfCredentialsAndNeverTheirValue() {
        JsonNode document = Documents.of(
                request("GET /a").with("Authorization", "Bearer s3cret").answered(200, ""),
                request("GET /a").with("X-Api-Key", "s3cret").answered(200, ""),
                request("GET /a")
                        .with("Cookie", "theme=s3cret; JSESSIONID=s3cret")
                        .answered(200, ""),
                request("GET /b?api_key=s3cret").answered(200, ""),
                request("GET /b").answered(401, ""),
                request("GET /c").with("authorization", "Basic s3cret").answered(200, ""),
                request("GET /c").answered(200, ""),
                request("GET /d").with("authorization", "***").answered(200, ""));

        assertThat(document.toString()).doesNotContain("s3cret", "theme");
        assertThat(document.at("/components/securitySchemes").toString())
                .isEqualTo("{\"cookie_JSESSIONID\":{\"type\":\"apiKey\",\"name\":\"JSESSIONID\",\"in\":\"cookie\"},"
                        + "\"header_authorization\":{\"type\":\"apiKey\",\"name\":\"authorization\",\"in\":\"header\"},"
                        + "\"header_x-api-key\":{\"type\":\"apiKey\",\"name\":\"x-api-key\",\"in\":\"header\"},"
                        + "\"basicAuth\":{\"type\":\"http\",\"scheme\":\"basic\"},"
                        + "\"bearerAuth\":{\"type\":\"http\",\"scheme\":\"bearer\"},"
                        + "\"query_api_key\":{\"type\":\"apiKey\",\"name\":\"api_key\",\"in\":\"query\"}}");
        assertThat(document.at("/paths/~1a/get/security").toString())
                .isEqualTo("[{\"cookie_JSESSIONID\":[]},{\"header_x-api-key\":[]},{\"bearerAuth\":[]}]");
        assertThat(document.at("/paths/~1c/get/security").toString()).isEqualTo("[{},{\"basicAuth\":[]}]");
    }

    @Test
    void understandsBodiesByTheirMediaType() {
        JsonNode document = Documents.of(
                request("POST /a")
                        .body("application/x-www-form-urlencoded", "n=1&t=a&t=b")
                        .answeredWith("content-type", "application/problem+json; charset=utf-8")
                        .answered(201, "{\"x\":1}"),
                request("POST /b")
                        .body(
                                "multipart/form-data; boundary=XX",
                                "--XX\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.png\"\r\n\r\nz\r\n"
                                        + "--XX\r\nContent-Disposition: form-data; name=\"t\"\r\n\r\nz\r\n--XX--")
                        .answeredWith("content-type", "application/xml")
                        .answered(200, "<a/>"),
                request("POST /c")
                        .body("application/json", "{\"cut")
                        .answeredWith("content-type", "image/png")
                        .answered(200, null));

        assertThat(document.at("/paths/~1a/post/requestBody").toString())
                .isEqualTo("{\"content\":{\"application/x-www-form-urlencoded\":{\"schema\":{\"type\":\"object\","
                                .replace("{\"content\"", "{\"required\":true,\"content\"")
                        + "\"properties\":{\"n\":{\"type\":\"integer\"},"
                        + "\"t\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}}}}}}");
        assertThat(document.at("/paths/~1a/post/responses/201/content").has("application/problem+json"))
                .isTrue();
        assertThat(document.at("/paths/~1b/post/requestBody/content/multipart~1form-data/schema/properties")
                        .toString())
                .isEqualTo("{\"f\":{\"type\":\"string\",\"format\":\"binary\"},\"t\":{\"type\":\"string\"}}");
        assertThat(document.at("/paths/~1b/post/responses/200/content/application~1xml/schema/type")
                        .asText())
                .isEqualTo("string");
        assertThat(document.at("/paths/~1c/post/requestBody/content/application~1json/schema")
                        .toString())
                .isEqualTo("{}");
        assertThat(document.at("/paths/~1c/post/responses/200/content/image~1png/schema/format")
                        .asText())
                .isEqualTo("binary");
    }

    @Test
    void showsExamplesOnlyWhenAsked() {
        RecordedExchange exchange = exchange("GET /a", 200, "{\"x\":\"mine\"}");

        assertThat(Documents.of(exchange).toString()).doesNotContain("mine");
        assertThat(Documents.of(new Rules(PathRules.NONE, SchemaRules.USUAL, false, true), exchange)
                        .toString())
                .contains("\"example\":{\"x\":\"mine\"}");
    }

    @Test
    void operationIdsAreUnique() {
        JsonNode document = Documents.of(
                exchange("GET /a-b", 200, ""), exchange("GET /a/b", 200, ""), exchange("GET /a_b", 200, ""));

        assertThat(document.findValuesAsText("operationId")).containsExactlyInAnyOrder("getAB", "getAB2", "getAB3");
    }

    @Test
    void countsRequestsWithoutAResponse() {
        var builder = new OpenApiBuilder(Rules.USUAL, null);
        RecordedExchange whole = exchange("GET /a", 200, "");

        builder.observe(new RecordedExchange(whole.request(), null, whole.meta()));

        assertThat(builder.leftOut().of(LeftOut.Reason.NO_RESPONSE)).isEqualTo(1);
    }

    @Test
    void anExistingDocumentHasTheLastWord() throws IOException {
        JsonNode mine = DocumentFile.parse("mine.yaml", """
                openapi: 3.1.0
                info: {title: Mine, version: "7"}
                servers: [{url: "https://api.example.com/base"}]
                paths:
                  /users/{who}:
                    parameters: [{$ref: "#/components/parameters/Who"}]
                    get:
                      operationId: mine
                      summary: Says who
                      parameters: [{name: page, in: query, schema: {type: string}}]
                      responses:
                        "200":
                          description: Him
                          content:
                            application/json:
                              schema:
                                type: object
                                required: [id]
                                properties: {id: {type: string}, sub: {type: object}, ref: {$ref: "#/components/schemas/R"}}
                components:
                  parameters: {Who: {name: who, in: path, required: true, schema: {type: string}}}
                  schemas: {R: {type: object}}
                """);
        var builder = new OpenApiBuilder(Rules.USUAL, ExistingDocument.of(mine));

        builder.observe(request("GET /base/users/me?page=1&size=2")
                .with("authorization", "Bearer x")
                .answered(200, "{\"id\":1,\"sub\":{\"more\":true},\"ref\":{\"z\":1},\"name\":\"n\"}"));
        builder.observe(exchange("GET /base/users/7", 404, "{}"));
        builder.observe(exchange("PUT /base/users/7", 204, ""));
        builder.observe(exchange("GET /base/other", 200, ""));
        JsonNode document = Documents.document(builder, OpenApiVersion.V3_0);

        Documents.requireValid(document);
        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(Documents.paths(document)).containsExactly("/users/{who}", "/other");
        JsonNode get = document.at("/paths/~1users~1{who}/get");
        assertThat(get.path("summary").asText()).isEqualTo("Says who");
        assertThat(get.path("parameters").findValuesAsText("name")).containsExactly("page", "size");
        assertThat(get.at("/responses/404").isObject()).isTrue();
        JsonNode properties = get.at("/responses/200/content/application~1json/schema/properties");
        assertThat(properties.toString())
                .isEqualTo("{\"id\":{\"type\":\"string\"},\"sub\":{\"type\":\"object\","
                        + "\"properties\":{\"more\":{\"type\":\"boolean\"}}},\"ref\":{\"$ref\":\"#/components/schemas/R\"},"
                        + "\"name\":{\"type\":\"string\"}}");
        assertThat(document.at("/paths/~1users~1{who}/put/responses/204").isObject())
                .isTrue();
        assertThat(document.path("servers")).hasSize(1);
        assertThat(document.at("/components/securitySchemes/bearerAuth").isObject())
                .isTrue();
    }

    @Test
    void refusesWhatIsNoDocument() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExistingDocument.of(DocumentFile.parse("x", "swagger: '2.0'")))
                .withMessageContaining("not an OpenAPI document");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExistingDocument.of(DocumentFile.parse("x", "{\"openapi\":\"4.0.0\"}")))
                .withMessageContaining("expected: 3.0 or 3.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":", "a: [", "a: &x [*x]\nb: *y"})
    void saysWhatIsWrongWithAText(String text) {
        assertThat(catchThrowable(() -> DocumentFile.parse("mine", text)))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("mine is not valid ");
    }

    @Test
    void yamlAndJsonSayTheSame() throws IOException {
        JsonNode document = Documents.of(exchange("GET /a", 200, "{\"n\":1,\"yes\":\"no\"}"));

        for (DocumentFile.Format format : DocumentFile.Format.values()) {
            assertThat(DocumentFile.parse("x", DocumentFile.text(document, format)))
                    .isEqualTo(document);
        }
    }
}
