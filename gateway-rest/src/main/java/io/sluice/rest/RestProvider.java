package io.sluice.rest;

import io.sluice.config.fold.RestTarget;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.share.SharedParts;
import io.sluice.engine.spi.ClusterProvider;
import io.sluice.engine.spi.Proxy;
import io.sluice.engine.spi.SharedProxy;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Opens {@code rest-kafka} bindings. Whoever asks for the same binding as somebody before, and before that one has closed
 * it, shares it with its consumer instances: so they survive a change of the configuration that leaves it as it is.
 */
public final class RestProvider {
    private final ClusterProvider clusters;
    private final Path folder;
    private final FileWatch files;
    private final SharedParts<RestProxy> proxies = new SharedParts<>(RestProxy::close);

    /**
     * Makes a provider.
     *
     * @param clusters opens the clusters behind the bindings
     * @param folder what relative paths of vaults start from
     * @param files notices certificates that have changed
     */
    public RestProvider(ClusterProvider clusters, Path folder, FileWatch files) {
        this.clusters = Objects.requireNonNull(clusters, "clusters");
        this.folder = Objects.requireNonNull(folder, "folder");
        this.files = Objects.requireNonNull(files, "files");
    }

    /** Opens a binding. Any thread but an I/O thread. */
    public Proxy open(RestTarget target) {
        SharedParts.Lease<RestProxy> lease =
                proxies.take(target, () -> RestProxy.open(target, clusters.open(target.cluster()), folder, files));
        return new SharedProxy(lease);
    }
}
