package io.sluice.cli;

import io.sluice.config.Meaning;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.fold.Recording;
import io.sluice.config.fold.Topology;
import io.sluice.config.load.GatewayModel;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who watches a gateway is decided at its start: says so where another configuration wants it otherwise. Immutable. */
final class TelemetryChanges {
    private static final Logger LOGGER = LoggerFactory.getLogger(TelemetryChanges.class);

    private final GatewayModel.Loaded first;

    /**
     * Compares with a configuration.
     *
     * @param first the one that the gateway started with
     */
    TelemetryChanges(GatewayModel.Loaded first) {
        this.first = first;
    }

    void warn(GatewayModel.Loaded next) {
        for (NamespaceConfig namespace : next.config().namespaces()) {
            boolean known = first.config().namespaces().stream()
                    .anyMatch(other -> other.name().equals(namespace.name())
                            && Meaning.isSame(other.telemetry(), namespace.telemetry()));
            if (!known || !Meaning.isSame(recordings(first, namespace), recordings(next, namespace))) {
                LOGGER.atWarn()
                        .addKeyValue("namespace", namespace.name())
                        .log("telemetry has changed; that takes effect at the next start");
            }
        }
    }

    /** With the clusters that they write to, which are no part of what a namespace says of telemetry. */
    private static List<Recording> recordings(GatewayModel.Loaded of, NamespaceConfig namespace) {
        Topology topology = of.topology();
        return topology.recordings().stream()
                .filter(recording -> recording.name().namespace().equals(namespace.name()))
                .toList();
    }
}
