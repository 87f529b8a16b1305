package io.sluice.config.fold;

import java.util.List;

/**
 * A configuration with the bindings between socket and cluster folded away.
 *
 * @param listeners in file order
 * @param clusters the ones that a listener leads to, each once, in the order they are met
 */
public record Topology(List<Listener> listeners, List<ClusterConfig> clusters) {

    /** Copies the lists. */
    public Topology {
        listeners = List.copyOf(listeners);
        clusters = List.copyOf(clusters);
    }
}
