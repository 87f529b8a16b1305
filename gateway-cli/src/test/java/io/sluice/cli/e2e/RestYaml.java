package io.sluice.cli.e2e;

/**
 * Configurations for tests of the REST Proxy's API. Immutable.
 *
 * @param port 0 for a free one
 * @param httpOptions options of the {@code http} binding
 * @param options options of the {@code rest-kafka} binding
 * @param routes written as under {@code routes:} of the {@code rest-kafka} binding; empty for one that takes everything
 * @param catalogs written as under {@code catalogs:}
 * @param guards written as under {@code guards:}
 */
record RestYaml(int port, String httpOptions, String options, String routes, String catalogs, String guards) {

    /** The API with these options. */
    static RestYaml of(String... options) {
        return new RestYaml(0, "", String.join("\n", options), "", "", "");
    }

    /** The same on this port. */
    RestYaml port(int wanted) {
        return new RestYaml(wanted, httpOptions, options, routes, catalogs, guards);
    }

    /** The same with options of the {@code http} binding. */
    RestYaml http(String more) {
        return new RestYaml(port, more, options, routes, catalogs, guards);
    }

    /** The same with routes in place of the one that takes everything, and the guards that they name. */
    RestYaml guarded(String ways, String by) {
        return new RestYaml(port, httpOptions, options, ways, catalogs, by);
    }

    /** The same with a schema registry, which the options name {@code registry}. */
    RestYaml registry(String url) {
        return registry(url, "");
    }

    /** The same with a schema registry and more options of it, after a comma. */
    RestYaml registry(String url, String more) {
        String registry = """
                registry:
                  type: schema-registry
                  options: {url: "%s"%s}
                """.formatted(url, more);
        return new RestYaml(port, httpOptions, options + "\ncatalog: registry", routes, registry, guards);
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
                %s%s  client:
                    type: kafka
                    kind: client
                    options:
                      servers: ["${{env.KAFKA_BOOTSTRAP_SERVER}}"]
                """.formatted(
                                port,
                                options(httpOptions),
                                options(options),
                                routes.isEmpty() ? "    exit: client\n" : "    routes:\n" + routes.indent(6))
                + section("catalogs", catalogs)
                + section("guards", guards);
    }

    private static String section(String name, String members) {
        return members.isEmpty() ? "" : name + ":\n" + members.indent(2);
    }

    private static String options(String options) {
        return options.isBlank() ? "" : "    options:\n" + options.indent(6);
    }
}
