package io.sluice.bench.cases;

import io.sluice.bench.Gateway;
import io.sluice.bench.Lab;
import java.time.Duration;

/** Gateways that offer the REST Proxy's API. Stateless. */
final class RestProxies {
    /** What requests and responses of version 2 are that hold no records. */
    static final String V2 = "application/vnd.kafka.v2+json";
    /** What requests and responses with records in JSON are. */
    static final String JSON = "application/vnd.kafka.json.v2+json";

    private RestProxies() {}

    /** Starts one that reads from the beginning of topics, and waits until it knows of a topic. */
    static Gateway open(Lab lab, String topic) {
        return lab.gateway(RestProxies::yaml).awaitOk("/topics/" + topic, Duration.ofMinutes(1));
    }

    private static String yaml(int port, String bootstrap) {
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
                    exit: rest
                  rest:
                    type: rest-kafka
                    kind: proxy
                    options: {consumers: {defaults: {auto.offset.reset: earliest}}}
                    exit: kafka_client
                  kafka_client:
                    type: kafka
                    kind: client
                    options:
                      servers: ['%s']
                """.formatted(port, bootstrap);
    }
}
