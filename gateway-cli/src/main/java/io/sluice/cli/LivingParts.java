package io.sluice.cli;

import io.sluice.config.fold.TlsConfig;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.share.SharedParts;
import io.sluice.engine.spi.ClusterProvider;
import io.sluice.engine.spi.ProxyProvider;
import io.sluice.engine.tls.TlsContext;
import io.sluice.http.guard.LivingGuards;
import io.sluice.rest.RestProvider;
import java.nio.file.Path;

/** What the generations of a gateway share, as far as their configurations say the same. Any thread but an I/O thread. */
final class LivingParts {
    private final Path folder;
    private final FileWatch files;
    private final ClusterProvider clusters;
    private final RestProvider proxies;
    private final LivingGuards guards;
    private final SharedParts<ListenerTls> tls = new SharedParts<>(ListenerTls::close);

    /** The TLS of a listener, whose files are watched for as long as it is open. */
    record ListenerTls(TlsContext context, FileWatch.Registration watch) {
        private void close() {
            watch.close();
        }
    }

    /**
     * Without parts.
     *
     * @param folder what relative paths start from
     * @param files notices certificates and password files that have changed
     */
    LivingParts(Path folder, FileWatch files, ClusterProvider clusters) {
        this.folder = folder;
        this.files = files;
        this.clusters = clusters;
        this.proxies = new RestProvider(clusters, folder, files);
        this.guards = new LivingGuards(folder, files);
    }

    ClusterProvider clusters() {
        return clusters;
    }

    ProxyProvider proxies() {
        return proxies;
    }

    LivingGuards guards() {
        return guards;
    }

    /**
     * The TLS of a listener.
     *
     * @throws io.sluice.config.InvalidConfigException if its certificates cannot be had
     */
    SharedParts.Lease<ListenerTls> tls(TlsConfig config) {
        return tls.take(config, () -> {
            TlsContext context = TlsContext.server(config, folder);
            return new ListenerTls(context, files.add(context::paths, context::refresh));
        });
    }
}
