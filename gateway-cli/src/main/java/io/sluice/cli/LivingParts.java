package io.sluice.cli;

import io.sluice.config.fold.TlsConfig;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.observe.UpstreamObserver;
import io.sluice.engine.share.SharedParts;
import io.sluice.engine.spi.ClusterProvider;
import io.sluice.engine.spi.ProxyProvider;
import io.sluice.engine.tls.TlsContext;
import io.sluice.http.HttpEdge;
import io.sluice.http.guard.LivingGuards;
import io.sluice.http.upstream.UpstreamProvider;
import io.sluice.rest.RestProvider;
import java.nio.file.Path;
import java.util.function.Function;

/** What the generations of a gateway share, as far as their configurations say the same. Any thread but an I/O thread. */
final class LivingParts {
    private final Path folder;
    private final FileWatch files;
    private final ClusterProvider clusters;
    private final Proxies proxies;
    private final HttpEdge edge = HttpEdge.start();
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
     * @param upstreams who is told of the connections of an http client, by its name
     */
    LivingParts(Path folder, FileWatch files, ClusterProvider clusters, Function<String, UpstreamObserver> upstreams) {
        this.folder = folder;
        this.files = files;
        this.clusters = clusters;
        this.proxies = new Proxies(
                new RestProvider(clusters, folder, files),
                new UpstreamProvider(edge::worker, folder, files, upstreams));
        this.guards = new LivingGuards(folder, files);
    }

    /** The I/O threads; whoever serves with them closes it. */
    HttpEdge edge() {
        return edge;
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
