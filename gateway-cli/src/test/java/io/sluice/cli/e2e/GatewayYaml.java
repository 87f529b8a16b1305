package io.sluice.cli.e2e;

/** Configurations for tests: the chain of bindings around the routes that a test is about. Immutable. */
record GatewayYaml(String routes, String httpOptions, String proxyOptions, String clientOptions, String guards) {

    /** A configuration with these routes, written as under {@code routes:}. */
    static GatewayYaml of(String... routes) {
        return new GatewayYaml(String.join("\n", routes), "", "", "", "");
    }

    /** The same with options of the {@code http} binding. */
    GatewayYaml http(String options) {
        return new GatewayYaml(routes, options, proxyOptions, clientOptions, guards);
    }

    /** The same with options of the {@code http-kafka} binding. */
    GatewayYaml proxy(String options) {
        return new GatewayYaml(routes, httpOptions, options, clientOptions, guards);
    }

    /** The same with further options of the {@code kafka} client. */
    GatewayYaml client(String options) {
        return new GatewayYaml(routes, httpOptions, proxyOptions, options, guards);
    }

    /** The same with guards, written as under {@code guards:}. */
    GatewayYaml guards(String newGuards) {
        return new GatewayYaml(routes, httpOptions, proxyOptions, clientOptions, newGuards);
    }

    /** A route that reads. */
    static String fetch(String path, String topic, String more) {
        return """
                - when:
                    - method: GET
                      path: %s
                  exit: cache_client
                  with:
                    capability: fetch
                    topic: %s
                """.formatted(path, topic) + more.indent(4);
    }

    /** A route that writes, whatever the method. */
    static String produce(String path, String topic, String more) {
        return """
                - when:
                    - path: %s
                  exit: cache_client
                  with:
                    capability: produce
                    topic: %s
                """.formatted(path, topic) + more.indent(4);
    }

    /** The whole file. */
    String text() {
        return """
                name: test
                bindings:
                  tcp_server:
                    type: tcp
                    kind: server
                    options: {host: 127.0.0.1, port: 0}
                    exit: http_server
                  http_server:
                    type: http
                    kind: server
                %s    exit: http_kafka
                  http_kafka:
                    type: http-kafka
                    kind: proxy
                %s    routes:
                %s  cache_client: {type: kafka, kind: cache_client, exit: cache_server}
                  cache_server: {type: kafka, kind: cache_server, exit: client}
                  client:
                    type: kafka
                    kind: client
                    options:
                      servers: ["${{env.KAFKA_BOOTSTRAP_SERVER}}"]
                %s    exit: tcp_client
                  tcp_client: {type: tcp, kind: client}
                """.formatted(options(httpOptions), options(proxyOptions), routes.indent(6), clientOptions.indent(6))
                + (guards.isEmpty() ? "" : "guards:\n" + guards.indent(2));
    }

    private static String options(String options) {
        return options.isEmpty() ? "" : "    options:\n" + options.indent(6);
    }
}
