package io.sluice.config.fold;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingGraph;
import io.sluice.config.HttpClientConfig;
import io.sluice.config.Problems;
import io.sluice.config.TcpClientConfig;
import io.sluice.config.Text;
import io.sluice.config.TlsClientConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Follows an {@code http} client to the server that its {@code tcp} client names. */
final class UpstreamFolding {
    private final BindingGraph graph;
    private final NamedParts parts;
    private final Problems problems;

    UpstreamFolding(BindingGraph graph, NamedParts parts, Problems problems) {
        this.graph = graph;
        this.parts = parts;
        this.problems = problems;
    }

    /** The target; empty when its exits lead nowhere, or to no address. */
    Optional<RouteTarget> of(HttpClientConfig client) {
        TlsConfig tls = null;
        BindingConfig next = next(client, client.exits());
        if (next instanceof TlsClientConfig found) {
            tls = new TlsConfig(found.name(), found.options(), Set.of(), List.of(), parts.vault(found, found.vault()));
            next = next(found, found.exits());
        }
        if (!(next instanceof TcpClientConfig tcp)) {
            return Optional.empty();
        }
        Text host = tcp.host();
        if (host == null) {
            problems.error(
                    tcp.at(),
                    "no server to pass requests on to (expected: \"options.host\" and \"options.port\"; clients do not"
                            + " choose the server)");
            return Optional.empty();
        }
        boolean onePort = tcp.ports().size() == 1
                && tcp.ports().get(0).first() == tcp.ports().get(0).last();
        if (!onePort || tcp.ports().get(0).first() == 0) {
            problems.error(tcp.at(), "\"options.port\" of a tcp client behind an http client (expected: one port)");
            return Optional.empty();
        }
        return Optional.of(
                new UpstreamTarget(client, host.value(), tcp.ports().get(0).first(), tcp.when(), tls));
    }

    private @Nullable BindingConfig next(BindingConfig binding, List<Text> exits) {
        return exits.isEmpty() ? null : graph.target(binding, exits.get(0)).orElse(null);
    }
}
