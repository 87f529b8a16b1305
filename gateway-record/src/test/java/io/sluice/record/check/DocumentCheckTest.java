package io.sluice.record.check;

import static io.sluice.record.openapi.Recorded.exchange;
import static io.sluice.record.openapi.Recorded.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.openapi.DocumentFile;
import io.sluice.record.openapi.ExistingDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentCheckTest {
    private static final String DOCUMENT = """
            openapi: VERSION
            info: {title: T, version: "1"}
            servers: [{url: /base}]
            paths:
              /users/me: {get: {responses: {2XX: {description: Any}}}}
              /users/{id}:
                parameters: [{name: X-Tenant, in: header, required: true, schema: {type: string}}]
                get:
                  parameters:
                    - {name: page, in: query, schema: {type: integer}}
                    - {name: tag, in: query, schema: {type: array, items: {type: string, enum: [a, b]}}}
                  responses:
                    "200":
                      description: OK
                      content: {application/json: {schema: {$ref: "#/components/schemas/User"}}}
                put:
                  requestBody: {required: true, content: {application/*: {schema: {$ref: "#/components/schemas/User"}}}}
                  responses: {default: {description: Any}}
            components:
              schemas:
                User:
                  type: object
                  required: [id]
                  properties: {id: {type: integer}, mail: NULLABLE, friends: {type: array, items: {$ref: "#/components/schemas/User"}}}
            """;

    @TempDir
    Path folder;

    private DocumentCheck check = new DocumentCheck(
            ExistingDocument.of(new ObjectMapper().createObjectNode().put("openapi", "3.0.0")));

    @BeforeEach
    void open() throws IOException {
        check = check("3.0.3", "{type: string, nullable: true}");
    }

    private DocumentCheck check(String version, String nullable) throws IOException {
        Path file = folder.resolve("spec.yaml");
        Files.writeString(file, DOCUMENT.replace("VERSION", version).replace("NULLABLE", nullable));
        return new DocumentCheck(ExistingDocument.of(DocumentFile.read(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.0.3", "3.1.0"})
    void findsNothingInWhatIsAllowed(String version) throws IOException {
        boolean old = version.startsWith("3.0");
        check = check(version, old ? "{type: string, nullable: true}" : "{type: [string, 'null']}");

        look(
                request("GET /base/users/7?page=2&tag=a&tag=b")
                        .with("x-tenant", "t")
                        .answered(200, "{\"id\":7,\"mail\":null,\"friends\":[{\"id\":8,\"mail\":\"***\"}]}"),
                request("GET /users/7?page=x").answered(400, ""),
                exchange("GET /users/me", 204, ""),
                request("PUT /users/7")
                        .with("x-tenant", "t")
                        .body("application/json", "{\"id\":1}")
                        .answered(200, ""));

        assertThat(lines()).containsExactly("UNKNOWN_STATUS GET /users/{id} status 400 1");
    }

    @Test
    void findsWhatIsNotAllowed() {
        look(
                exchange("GET /none", 200, ""),
                exchange("POST /users/7", 200, ""),
                request("GET /users/7?page=x&page=y&tag=c").answered(200, "{\"id\":\"secret\",\"friends\":[{},{}]}"),
                request("GET /users/7").with("x-tenant", "t").answered(200, "{\"cut"),
                request("GET /users/8")
                        .with("x-tenant", "t")
                        .answeredWith("content-type", "text/html")
                        .answered(200, "<a>"),
                request("PUT /users/7").with("x-tenant", "***").answered(200, ""),
                request("PUT /users/7")
                        .with("x-tenant", "t")
                        .body("application/json", "{}")
                        .answered(200, ""));

        assertThat(lines())
                .containsExactly(
                        "UNKNOWN_PATH GET /none no path matches 1",
                        "MISSING_PARAMETER GET /users/{id} header X-Tenant 1",
                        "PARAMETER GET /users/{id} query page: given more than once 1",
                        "PARAMETER GET /users/{id} query tag: /*: does not have a value in the enumeration [\"a\", \"b\"] 1",
                        "UNKNOWN_MEDIA_TYPE GET /users/{id} 200 text/html 1",
                        "UNKNOWN_MEDIA_TYPE GET /users/{id} 200 text/plain 1",
                        "RESPONSE_BODY GET /users/{id} 200 /friends/*: required property 'id' not found 2",
                        "RESPONSE_BODY GET /users/{id} 200 /id: string found, integer expected 1",
                        "UNKNOWN_METHOD POST /users/{id} the path has no such method 1",
                        "MISSING_BODY PUT /users/{id} the request needs a body 1",
                        "REQUEST_BODY PUT /users/{id} required property 'id' not found 1");
        assertThat(check.findings())
                .allSatisfy(finding -> assertThat(finding.example()).startsWith("line "));
    }

    @Test
    void boundsWhatItTells() {
        for (int i = 0; i < 1_100; i++) {
            look(exchange("GET /none" + i, 200, ""));
        }

        assertThat(check.findings()).hasSize(1_000);
        assertThat(check.beyond()).isEqualTo(100);
    }

    private void look(RecordedExchange... exchanges) {
        for (int i = 0; i < exchanges.length; i++) {
            check.check(exchanges[i], "line " + (i + 1));
        }
    }

    private List<String> lines() {
        return check.findings().stream()
                .map(finding ->
                        finding.kind() + " " + finding.operation() + " " + finding.detail() + " " + finding.count())
                .toList();
    }
}
