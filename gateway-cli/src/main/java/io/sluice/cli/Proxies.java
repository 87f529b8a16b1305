package io.sluice.cli;

import io.sluice.config.fold.ProxyTarget;
import io.sluice.config.fold.RestTarget;
import io.sluice.config.fold.UpstreamTarget;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.spi.Proxy;
import io.sluice.engine.spi.ProxyProvider;
import io.sluice.http.upstream.UpstreamProvider;
import io.sluice.kafka.cluster.KafkaCluster;
import io.sluice.rest.RestProvider;
import java.nio.file.Path;

/** Opens each kind of proxy where it is at home. */
record Proxies(RestProvider rests, UpstreamProvider upstreams) implements ProxyProvider {

    /** For configurations that are looked at and not run. */
    static Proxies forChecks(Path folder, FileWatch files) {
        return new Proxies(
                new RestProvider(KafkaCluster::alone, folder, files), UpstreamProvider.forChecks(folder, files));
    }

    @Override
    public Proxy open(ProxyTarget target) {
        if (target instanceof RestTarget rest) {
            return rests.open(rest);
        }
        if (target instanceof UpstreamTarget upstream) {
            return upstreams.open(upstream);
        }
        throw new AssertionError(target);
    }
}
