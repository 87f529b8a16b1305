package io.sluice.engine.tls;

import io.sluice.config.load.GatewayModel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/** The TLS of {@code tls} clients. */
final class TestClients {
    private TestClients() {}

    /** As a {@code tls} client with this vault and these options has it; paths must be absolute. */
    static TlsContext client(String vault, String options) {
        var topology = GatewayModel.load("zilla.yaml", """
                name: test
                vaults:
                  vault:
                    type: filesystem
                    options: {%s}
                bindings:
                  tcp: {type: tcp, kind: server, options: {host: 127.0.0.1, port: 0}, exit: http}
                  http: {type: http, kind: server, exit: proxy}
                  proxy:
                    type: http-kafka
                    kind: proxy
                    routes:
                      - {exit: client, with: {capability: produce, topic: t}}
                  client: {type: kafka, kind: client, options: {servers: ["b:1"]}, exit: tls}
                  tls: {type: tls, kind: client, vault: vault, options: {%s}, exit: net}
                  net: {type: tcp, kind: client}
                """.formatted(vault, options), Map.of())
                .topology();
        return TlsContext.client(
                Objects.requireNonNull(topology.clusters().get(0).tls()), Path.of(""));
    }
}
