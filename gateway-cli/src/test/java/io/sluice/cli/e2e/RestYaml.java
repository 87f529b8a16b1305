package io.sluice.cli.e2e;

/**
 * Configurations for tests of the REST Proxy's API. Immutable.
 *
 * @param port 0 for a free one
 * @param httpOptions options of the {@code http} binding
 * @param options options of the {@code rest-kafka} binding
 * @param catalogs written as under {@code catalogs:}
 */
record RestYaml(int port, String httpOptions, String options, String catalogs) {

    /** The API with these options. */
    static RestYaml of(String... options) {
        return new RestYaml(0, "", String.join("\n", options), "");
    }

    /** The same on this port. */
    RestYaml port(int wanted) {
        return new RestYaml(wanted, httpOptions, options, catalogs);
    }

    /** The same with options of the {@code http} binding. */
    RestYaml http(String more) {
        return new RestYaml(port, more, options, catalogs);
    }

    /** The same with a schema registry, which the options name {@code registry}. */
    RestYaml registry(String url) {
        return new RestYaml(port, httpOptions, options + "\ncatalog: registry", """
                registry:
                  type: schema-registry
                  options: {url: "%s"}
                """.formatted(url));
    }

    /** The whole file. */
    String text() {
        return """
                name: test
                bindings:
                  tcp_server:
                    type: tcp
                    kind: server
                    options: {host: 127.0.0.1, port: %d}
                    exit: http_server
                  http_server:
                    type: http
                    kind: server
                %s    exit: rest
                  rest:
                    type: rest-kafka
                    kind: proxy
                %s    exit: client
                  client:
                    type: kafka
                    kind: client
                    options:
                      servers: ["${{env.KAFKA_BOOTSTRAP_SERVER}}"]
                """.formatted(port, options(httpOptions), options(options))
                + (catalogs.isEmpty() ? "" : "catalogs:\n" + catalogs.indent(2));
    }

    private static String options(String options) {
        return options.isBlank() ? "" : "    options:\n" + options.indent(6);
    }
}
