package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.e2e.Client.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The OpenAPI document of the REST Proxy's API. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class RestOpenApiIT {
    private static final String OPEN_API = "application/vnd.oai.openapi+json";
    private static Scene scene;

    @BeforeAll
    static void start() {
        scene = Scene.rest(RestYaml.of());
    }

    @AfterAll
    static void stop() {
        scene.close();
    }

    @Test
    void namesTheServerThatTheClientSees() {
        Answer answer = scene.client().get("/openapi");
        Answer forwarded = scene.client()
                .get(
                        "/openapi",
                        "x-forwarded-proto",
                        "https",
                        "x-forwarded-host",
                        "api.example",
                        "x-forwarded-prefix",
                        "/kafka");

        assertThat(answer.body())
                .startsWith("{\n  \"openapi\": \"3.1.0\",")
                .contains("{\"url\": \"http://127.0.0.1:" + scene.client().port() + "\"}");
        assertThat(forwarded.body()).contains("{\"url\": \"https://api.example/kafka\"}");
        assertThat(answer.field("content-type")).isEqualTo("application/json");
    }

    @Test
    void servesToolsAndBrowsers() {
        assertThat(scene.client().get("/openapi", "accept", OPEN_API).field("content-type"))
                .isEqualTo(OPEN_API);
        assertThat(scene.client()
                        .get("/openapi", "accept", "text/html, */*;q=0.8")
                        .field("content-type"))
                .isEqualTo("application/json");
        assertThat(scene.client().get("/openapi", "accept", "application/yaml").status())
                .isEqualTo(406);
        assertThat(scene.client().get("/openapi", "accept-encoding", "gzip").field("content-encoding"))
                .isEqualTo("gzip");
    }
}
