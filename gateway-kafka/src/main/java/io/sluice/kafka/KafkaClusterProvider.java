package io.sluice.kafka;

import io.sluice.config.InvalidConfigException;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.fold.TlsConfig;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.ClusterProvider;
import io.sluice.engine.tls.TlsContext;
import io.sluice.kafka.cluster.KafkaCluster;
import java.nio.file.Path;
import java.util.Objects;

/** Opens Kafka clusters with the Apache client library. */
public final class KafkaClusterProvider implements ClusterProvider {
    private final Path folder;
    private final FileWatch files;

    /**
     * Makes a provider.
     *
     * @param folder what relative paths of vaults start from
     * @param files notices certificates that have changed
     */
    public KafkaClusterProvider(Path folder, FileWatch files) {
        this.folder = Objects.requireNonNull(folder, "folder");
        this.files = Objects.requireNonNull(files, "files");
    }

    /**
     * Opens a cluster.
     *
     * @throws InvalidConfigException if its certificates cannot be had
     */
    @Override
    public Cluster open(ClusterConfig config) {
        TlsConfig tls = config.tls();
        if (tls == null) {
            return new KafkaCluster(config, null);
        }
        TlsContext context = TlsContext.client(tls, folder);
        return new WatchedCluster(new KafkaCluster(config, context), files.add(context::paths, context::refresh));
    }
}
