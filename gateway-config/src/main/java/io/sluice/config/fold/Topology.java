package io.sluice.config.fold;

import java.util.List;

/**
 * A configuration with the bindings between socket and cluster folded away.
 *
 * @param listeners in file order
 * @param clusters the ones that a listener leads to, each once, in the order they are met
 * @param recordings what is recorded of the listeners' exchanges, in file order
 */
public record Topology(List<Listener> listeners, List<ClusterConfig> clusters, List<Recording> recordings) {

    /** Copies the lists. */
    public Topology {
        listeners = List.copyOf(listeners);
        clusters = List.copyOf(clusters);
        recordings = List.copyOf(recordings);
    }
}
