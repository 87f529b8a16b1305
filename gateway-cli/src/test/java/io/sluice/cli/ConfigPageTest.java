package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What operators, who need no credentials for it, see of a configuration. */
class ConfigPageTest {
    private static final List<String> SECRETS =
            List.of("inline-secret", "sasl-secret", "correlation-secret", "header-secret", "override-secret");

    private static final String YAML = """
            name: test
            guards:
              keys: {type: inline, options: {identity: someone, credentials: inline-secret}}
            bindings:
              tcp_server: {type: tcp, kind: server, options: {host: 127.0.0.1, port: 0}, exit: http_server}
              http_server:
                type: http
                kind: server
                options:
                  authorization: {keys: {credentials: {headers: {x-api-key: "{credentials}"}}}}
                routes:
                - when: [{headers: {x-api-key: header-secret}}]
                  exit: http_kafka
              http_kafka:
                type: http-kafka
                kind: proxy
                options: {correlation: {secret: correlation-secret-of-32-characters}}
                routes:
                - when: [{method: PUT, path: /items}]
                  exit: client
                  with: {capability: produce, topic: items, reply-to: answers, overrides: {authorization: override-secret}}
              client:
                type: kafka
                kind: client
                options:
                  servers: ["127.0.0.1:1"]
                  sasl: {mechanism: plain, username: user, password: sasl-secret}
            """;

    @Test
    void showsNoSecrets() throws Exception {
        try (var gateway = TestGateway.start(YAML, "127.0.0.1:1")) {
            String page = page(gateway);
            assertThat(page).contains("\"configuration\"", "x-api-key=***", "secret=***", "authorization=***", "plain");
            SECRETS.forEach(secret -> assertThat(page).doesNotContain(secret));

            gateway.reload(YAML.replace("exit: client", "exit: clint"));

            String refused = page(gateway);
            assertThat(refused).contains("\"refused\"", "clint");
            SECRETS.forEach(secret -> assertThat(refused).doesNotContain(secret));
        }
    }

    private static String page(TestGateway gateway) throws Exception {
        var request = HttpRequest.newBuilder(gateway.admin().resolve("/config")).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
