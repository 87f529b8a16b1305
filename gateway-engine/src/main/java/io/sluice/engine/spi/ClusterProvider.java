package io.sluice.engine.spi;

import io.sluice.config.fold.ClusterConfig;

/** Makes clusters for the compiler. */
@FunctionalInterface
public interface ClusterProvider {

    /**
     * A cluster that is not started: no thread, no connection. Whoever opens it closes it.
     *
     * @throws InvalidSpecException if the configuration cannot be met
     */
    Cluster open(ClusterConfig config);
}
