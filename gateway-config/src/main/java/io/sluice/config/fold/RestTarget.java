package io.sluice.config.fold;

import static java.util.Objects.requireNonNull;

import io.sluice.config.BindingName;
import io.sluice.config.Location;
import io.sluice.config.RestKafkaConfig;
import org.jspecify.annotations.Nullable;

/**
 * A {@code rest-kafka} binding.
 *
 * @param cluster where all of its routes end
 * @param registry the schema registry; null for none
 */
public record RestTarget(
        RestKafkaConfig proxy,
        ClusterConfig cluster,
        @Nullable RegistryConfig registry) implements ProxyTarget {

    /** Rejects missing parts. */
    public RestTarget {
        requireNonNull(proxy, "proxy");
        requireNonNull(cluster, "cluster");
    }

    @Override
    public Location at() {
        return proxy.at();
    }

    @Override
    public BindingName name() {
        return proxy.name();
    }
}
