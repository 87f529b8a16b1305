package io.sluice.kafka;

import io.sluice.config.InvalidConfigException;
import io.sluice.config.Meaning;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.fold.TlsConfig;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.observe.ClusterObserver;
import io.sluice.engine.share.SharedParts;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.ClusterProvider;
import io.sluice.engine.tls.TlsContext;
import io.sluice.kafka.cluster.KafkaCluster;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens Kafka clusters with the Apache client library. Whoever asks for the same cluster as somebody before, and before
 * that one has closed it, shares its connections, views and producers; see {@link Meaning} for what counts as the same.
 */
public final class KafkaClusterProvider implements ClusterProvider {
    private final Path folder;
    private final FileWatch files;
    private final SharedParts<WatchedCluster> clusters = new SharedParts<>(WatchedCluster::close);
    private final Function<String, @Nullable ClusterObserver> observers;

    /**
     * Makes a provider.
     *
     * @param folder what relative paths of vaults start from
     * @param files notices certificates that have changed
     * @param observers who is told of a cluster's records, by its name; null for nobody
     */
    public KafkaClusterProvider(Path folder, FileWatch files, Function<String, @Nullable ClusterObserver> observers) {
        this.folder = Objects.requireNonNull(folder, "folder");
        this.files = Objects.requireNonNull(files, "files");
        this.observers = Objects.requireNonNull(observers, "observers");
    }

    /**
     * Opens a cluster. Any thread but an I/O thread.
     *
     * @throws InvalidConfigException if its certificates cannot be had
     */
    @Override
    public Cluster open(ClusterConfig config) {
        SharedParts.Lease<WatchedCluster> lease = clusters.take(config, () -> connect(config));
        return lease.part().cluster().use(lease::close);
    }

    private WatchedCluster connect(ClusterConfig config) {
        TlsConfig tls = config.tls();
        ClusterObserver observer = observers.apply(config.name().name());
        if (tls == null) {
            return new WatchedCluster(new KafkaCluster(config, null, observer), () -> {});
        }
        TlsContext context = TlsContext.client(tls, folder);
        return new WatchedCluster(
                new KafkaCluster(config, context, observer), files.add(context::paths, context::refresh));
    }
}
