package io.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small configurations for the tests of commands. */
final class Samples {
    static final String TEXT = """
            name: sample
            bindings:
              tcp_server:
                type: tcp
                kind: server
                options: {host: 127.0.0.1, port: PORT}
                exit: http_server
              http_server:
                type: http
                kind: server
                exit: http_kafka
              http_kafka:
                type: http-kafka
                kind: proxy
                routes:
                  - when:
                      - {method: GET, path: "/items"}
                    exit: kafka_client
                    with:
                      capability: fetch
                      topic: items
                      merge: {content-type: application/json}
                  - when:
                      - {method: GET, path: "/items/{id}"}
                    exit: kafka_client
                    with:
                      capability: fetch
                      topic: items
                      filters: [{key: "${params.id}"}]
                  - when:
                      - {method: PUT, path: "/items/{id}"}
                      - {method: DELETE, path: "/items/{id}"}
                    exit: kafka_client
                    with:
                      capability: produce
                      topic: items
                      key: ${params.id}
                  - when:
                      - {method: POST, path: "/orders"}
                    exit: kafka_client
                    with:
                      capability: produce
                      topic: orders
                      reply-to: answers
              kafka_client:
                type: kafka
                kind: client
                options: {servers: ["127.0.0.1:1"]}
                exit: tcp_client
              tcp_client: {type: tcp, kind: client}
            """;

    private Samples() {}

    /** Writes the sample, with its listener on this port. */
    static Path write(Path folder, int port) throws IOException {
        return Files.writeString(folder.resolve("zilla.yaml"), TEXT.replace("PORT", Integer.toString(port)));
    }

    /** Writes the sample with one mistake in it. */
    static Path writeBroken(Path folder) throws IOException {
        return Files.writeString(
                folder.resolve("broken.yaml"),
                TEXT.replace("PORT", "0").replaceFirst("exit: kafka_client", "exit: kafka_clint"));
    }
}
