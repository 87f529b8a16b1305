package io.sluice.bench;

import java.util.List;

/** Writes a configuration for the gateway, as a user would. Not thread-safe. */
public final class Routes implements Configuration {
    private final StringBuilder text = new StringBuilder();

    /** Without routes. */
    public Routes() {}

    /** GET of one record; the path has an {@code {id}}. */
    public Routes item(String path, String topic) {
        return items(List.of(path), topic);
    }

    /** GET of one record on many paths, each with an {@code {id}}; the conditions of one route. */
    public Routes items(List<String> paths, String topic) {
        List<String> when = paths.stream().map(path -> "GET " + path).toList();
        return route(when, "fetch", topic, "filters: [{key: '${params.id}'}]");
    }

    /** GET of all records as one list. */
    public Routes list(String path, String topic) {
        return route(List.of("GET " + path), "fetch", topic, "merge: {content-type: application/json}");
    }

    /** GET of the records whose header {@code tag} is the path's {@code {tag}}. */
    public Routes tagged(String path, String topic) {
        return route(
                List.of("GET " + path),
                "fetch",
                topic,
                "filters: [{headers: {tag: '${params.tag}'}}]",
                "merge: {content-type: application/json}");
    }

    /** PUT of one record, acknowledged by all in-sync replicas; the path has an {@code {id}}. */
    public Routes put(String path, String topic) {
        return route(List.of("PUT " + path), "produce", topic, "acks: in_sync_replicas", "key: '${params.id}'");
    }

    /** PUT answered by a service, at once or by and by; the path has an {@code {id}}. */
    public Routes request(String path, String requests, String replies) {
        String location = path.replace("{id}", "${params.id}") + ";cid=${correlationId}";
        return route(
                List.of("PUT " + path, "GET " + path + ";cid={correlationId}"),
                "produce",
                requests,
                "acks: in_sync_replicas",
                "key: '${params.id}'",
                "reply-to: " + replies,
                "async: {location: '" + location + "'}");
    }

    private Routes route(List<String> when, String capability, String topic, String... with) {
        text.append("      - when:\n");
        for (String condition : when) {
            String[] words = condition.split(" ", 2);
            text.append("          - {method: %s, path: '%s'}%n".formatted(words[0], words[1]));
        }
        text.append("        exit: kafka_client\n        with:\n");
        text.append("          capability: %s%n          topic: %s%n".formatted(capability, topic));
        for (String line : with) {
            text.append("          ").append(line).append('\n');
        }
        return this;
    }

    @Override
    public String yaml(int port, String bootstrap) {
        return """
                name: bench
                bindings:
                  tcp_server:
                    type: tcp
                    kind: server
                    options: {host: 127.0.0.1, port: %d}
                    exit: http_server
                  http_server:
                    type: http
                    kind: server
                    routes:
                      - when:
                          - headers: {':scheme': http}
                        exit: http_kafka
                  http_kafka:
                    type: http-kafka
                    kind: proxy
                    routes:
                %s  kafka_client:
                    type: kafka
                    kind: client
                    options:
                      servers: ['%s']
                    exit: tcp_client
                  tcp_client:
                    type: tcp
                    kind: client
                """.formatted(port, text, bootstrap);
    }
}
