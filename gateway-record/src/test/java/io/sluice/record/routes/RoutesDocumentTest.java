package io.sluice.record.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.config.fold.Topology;
import io.sluice.config.load.GatewayModel;
import io.sluice.record.openapi.DocumentFile;
import io.sluice.record.openapi.Documents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutesDocumentTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectNode NO_API = JSON.createObjectNode();

    /** What all of these configurations have in common: one listener in front of one cluster. */
    private static final String AROUND = """
            name: test
            guards:
              tokens: {type: jwt, options: {issuer: "https://issuer.example", audience: api, keys: [
                {kty: OKP, kid: "1", alg: EdDSA, crv: Ed25519, x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}}
            bindings:
              tcp: {type: tcp, kind: server, options: {host: 127.0.0.1, port: 7114}, exit: http}
              client: {type: kafka, kind: client, options: {servers: ["localhost:1"]}}
            """;

    @Test
    void describesTheDefaultConfiguration() throws IOException {
        Topology topology =
                GatewayModel.load(Path.of("../zilla.yaml"), Map.of()).topology();
        JsonNode document = new RoutesDocument(NO_API).of(topology, "items");

        assertThat(names(document.path("paths")))
                .containsExactly(
                        "/items", "/items/{id}", "/orders/{id}", "/orders/{id};cid={correlationId}", "/orders");
        assertThat(names(document.at("/paths/~1items~1{id}"))).containsExactly("parameters", "get", "put", "delete");
        JsonNode list = document.at("/paths/~1items/get");
        assertThat(list.path("operationId").asText()).isEqualTo("getItems");
        assertThat(list.at("/responses/200/content/application~1json/schema/type")
                        .asText())
                .isEqualTo("array");
        assertThat(names(list.at("/responses/200/headers")))
                .containsExactly("etag", "cache-control", "preference-applied");
        assertThat(names(list.path("responses"))).containsExactly("200", "304", "400", "502", "503", "default");
        assertThat(names(document.at("/paths/~1items~1{id}/get/responses"))).contains("204", "404");
        assertThat(parameters(document.at("/paths/~1items/post"))).containsExactly("idempotency-key");
        assertThat(document.at("/paths/~1items~1{id}/delete").has("requestBody"))
                .isFalse();
        assertThat(parameters(document.at("/paths/~1orders~1{id}/put"))).containsExactly("idempotency-key", "prefer");
        assertThat(names(document.at("/paths/~1orders~1{id}/put/responses/202/headers")))
                .containsExactly("location");
        JsonNode followUp = document.at("/paths/~1orders~1{id};cid={correlationId}/get");
        assertThat(followUp.path("summary").asText()).isEqualTo("Fetches the reply to an earlier request");
        assertThat(names(followUp.path("responses"))).contains("200", "202", "404", "default");
        assertThat(document.at("/components/schemas/Problem/required")).hasSize(5);
        assertThat(document.path("servers")).isEqualTo(JSON.readTree("[{\"url\": \"http://127.0.0.1:7114\"}]"));
        Documents.requireValid(document);
    }

    @Test
    void namesWhoMayAndWhichParametersAreChecked() throws IOException {
        JsonNode document = document("""
              http:
                type: http
                kind: server
                options:
                  authorization:
                    tokens: {credentials: {headers: {authorization: "Bearer {credentials}"}, query: {key: "{credentials}"}}}
                  requests:
                    - path: /things/{number}
                      method: GET
                      params:
                        path: {number: {model: int32, range: "[1,100)"}}
                        query: {q: {model: string, maxLength: 5, pattern: "[a-z]*"}}
                exit: kafka
              kafka:
                type: http-kafka
                kind: proxy
                routes:
                  - when: [{method: GET, path: "/things/{id}"}]
                    guarded: {tokens: [reader]}
                    exit: client
                    with: {capability: fetch, topic: things, filters: [{key: "${params.id}"}]}
                  - when: [{method: PUT, path: "/things/{thing}"}, {method: LOCK, path: "/things/{thing}"}]
                    exit: client
                    with: {capability: produce, topic: things, key: "${params.thing}"}
            """);

        JsonNode read = document.at("/paths/~1things~1{id}/get");
        assertThat(names(document.path("paths"))).containsExactly("/things/{id}");
        assertThat(names(document.at("/paths/~1things~1{id}"))).containsExactly("parameters", "get", "put");
        assertThat(document.at("/paths/~1things~1{id}/parameters/0/schema"))
                .hasToString("{\"type\":\"integer\",\"format\":\"int32\",\"minimum\":1,\"exclusiveMaximum\":100}");
        assertThat(parameters(read)).containsExactly("if-none-match", "prefer", "q");
        assertThat(names(read.path("responses"))).contains("401", "403");
        assertThat(read.path("security"))
                .isEqualTo(JSON.readTree("[{\"tokens\": [\"reader\"]}, {\"tokens-2\": [\"reader\"]}]"));
        assertThat(document.at("/components/securitySchemes/tokens"))
                .isEqualTo(JSON.readTree("{\"type\": \"http\", \"scheme\": \"bearer\"}"));
        assertThat(document.at("/components/securitySchemes/tokens-2"))
                .isEqualTo(JSON.readTree("{\"type\": \"apiKey\", \"in\": \"query\", \"name\": \"key\"}"));
        assertThat(document.at("/paths/~1things~1{id}/put").has("security")).isFalse();
        assertThat(document.at("/info/description").asText()).isEqualTo("`LOCK /things/{thing}` is served too.");
        Documents.requireValid(document);
    }

    @Test
    void leavesOutWhatTheHttpRouteKeepsAway() throws IOException {
        JsonNode document = document("""
              http:
                type: http
                kind: server
                routes:
                  - when: [{headers: {":path": "/open/*", ":method": GET}}]
                    exit: kafka
                  - when: [{headers: {":path": "/old/*"}}]
                    with: {headers: {overrides: {":path": /open/new}}}
                    exit: kafka
              kafka:
                type: http-kafka
                kind: proxy
                routes:
                  - when: [{path: "/open/{rest*}"}]
                    exit: client
                    with: {capability: produce, topic: things}
                  - when: [{method: GET, path: "/closed"}]
                    exit: client
                    with: {capability: fetch, topic: things, merge: {content-type: application/json}}
            """);

        assertThat(names(document.path("paths"))).containsExactly("/open/{rest}");
        assertThat(names(document.at("/paths/~1open~1{rest}"))).containsExactly("parameters", "get");
        assertThat(document.at("/paths/~1open~1{rest}/parameters/0/description").asText())
                .isEqualTo("One or more characters, which may hold slashes.");
        assertThat(document.at("/info/description").asText())
                .isEqualTo(
                        "The route `bindings.http.routes[1]` changes the paths of its requests: what lies behind it is"
                                + " not described here.");
        Documents.requireValid(document);
    }

    @Test
    void takesInTheRestApiAsFarAsItsRoutesReach() throws IOException {
        ObjectNode api = (ObjectNode)
                DocumentFile.read(Path.of("../gateway-rest/src/main/resources/io/sluice/rest/openapi/openapi.json"));
        Topology topology = topology("""
              http: {type: http, kind: server, exit: rest}
              rest:
                type: rest-kafka
                kind: proxy
                routes:
                  - when: [{method: GET, path: "/topics*"}]
                    exit: client
            """);
        JsonNode document = new RoutesDocument(api.deepCopy()).of(topology, "rest");

        assertThat(names(document.path("paths")))
                .contains("/topics", "/topics/{topic}")
                .doesNotContain("/brokers");
        assertThat(document.at("/paths/~1topics~1{topic}").has("post")).isFalse();
        assertThat(document.at("/paths/~1topics/get")).isEqualTo(api.at("/paths/~1topics/get"));
        Documents.requireValid(document);
    }

    @Test
    void isTheSameForTheSameConfiguration() throws IOException {
        Topology topology =
                GatewayModel.load(Path.of("../zilla.yaml"), Map.of()).topology();

        assertThat(new RoutesDocument(NO_API).of(topology, "items").toString())
                .isEqualTo(new RoutesDocument(NO_API).of(topology, "items").toString());
    }

    private static JsonNode document(String bindings) {
        return new RoutesDocument(NO_API).of(topology(bindings), "test");
    }

    private static Topology topology(String bindings) {
        return GatewayModel.load("zilla.yaml", AROUND + bindings, Map.of()).topology();
    }

    private static List<String> names(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> parameters(JsonNode operation) {
        return operation.path("parameters").findValuesAsText("name");
    }
}
