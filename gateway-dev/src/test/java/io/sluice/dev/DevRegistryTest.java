package io.sluice.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DevRegistryTest {
    private static final String STRING = "{\"schema\":\"\\\"string\\\"\"}";
    private static final String PROTO =
            "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A{}\",\"references\":[{\"name\":\"s\",\"subject\":\"a b\",\"version\":1}]}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final DevRegistry registry = DevRegistry.start("Basic dTpw");

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void keepsSchemasUnderSubjects() throws Exception {
        assertThat(post("/subjects/a%20b/versions", STRING).body()).isEqualTo("{\"id\":1}");
        assertThat(post("/subjects/b/versions", STRING).body()).isEqualTo("{\"id\":1}");
        assertThat(post("/subjects/b/versions", PROTO).body()).isEqualTo("{\"id\":2}");
        assertThat(post("/subjects/b/versions", PROTO).body()).isEqualTo("{\"id\":2}");

        assertThat(get("/subjects").body()).isEqualTo("[\"a b\",\"b\"]");
        assertThat(get("/subjects/b/versions").body()).isEqualTo("[1,2]");
        assertThat(get("/schemas/ids/1").body()).isEqualTo(STRING);
        assertThat(post("/subjects/b?normalize=false", STRING).body())
                .isEqualTo("{\"subject\":\"b\",\"version\":1,\"id\":1,\"schema\":\"\\\"string\\\"\"}");
        assertThat(get("/subjects/b/versions/latest").body())
                .isEqualTo("{\"subject\":\"b\",\"version\":2,\"id\":2," + PROTO.substring(1));
        assertThat(registry.requests()).first().isEqualTo("POST /subjects/a%20b/versions");
    }

    @Test
    void refusesInTheRegistrysWords() throws Exception {
        post("/subjects/s/versions", STRING);

        assertThat(post("/subjects/t", STRING).body()).contains("40401", "Subject 't' not found.");
        assertThat(post("/subjects/s", "{\"schema\":\"\\\"int\\\"\"}").body()).contains("40403", "Schema not found");
        assertThat(get("/subjects/s/versions/2").body()).contains("40402", "Version 2 not found.");
        assertThat(get("/subjects/s/versions/x").statusCode()).isEqualTo(422);
        assertThat(get("/schemas/ids/9").body()).contains("40403", "Schema 9 not found");
        assertThat(post("/subjects/s/versions", "{\"schema\":\"{\"}").body()).contains("42201");
        assertThat(post("/subjects/s/versions", PROTO).body()).contains("40401", "Subject 'a b' not found.");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(post("/nothing", "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void wantsItsAuthorization() throws Exception {
        var request = HttpRequest.newBuilder(registry.uri().resolve("/subjects"))
                .timeout(Duration.ofSeconds(10))
                .build();

        assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return client.send(request(path).POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(registry.uri().resolve(path))
                .timeout(Duration.ofSeconds(10))
                .header("authorization", "Basic dTpw");
    }
}
