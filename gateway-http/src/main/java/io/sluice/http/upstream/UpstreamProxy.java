package io.sluice.http.upstream;

import io.sluice.config.fold.UpstreamTarget;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.observe.UpstreamObserver;
import io.sluice.engine.spi.Proxy;
import io.sluice.engine.upstream.Forwarding;
import io.sluice.engine.upstream.Origin;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioWorker;

/** An {@code http} client binding: passes what comes on to its server. */
final class UpstreamProxy implements Proxy {
    private final Origin origin;
    private final boolean ownAuthority;
    private final UpstreamOptions options;
    private final @Nullable UpstreamTls tls;
    private final FileWatch.Registration watch;
    private final Supplier<XnioWorker> worker;
    private final UpstreamObserver observer;
    private volatile @Nullable HttpUpstream client; // once it is started

    UpstreamProxy(
            UpstreamTarget target,
            UpstreamOptions options,
            @Nullable UpstreamTls tls,
            FileWatch.Registration watch,
            Supplier<XnioWorker> worker,
            UpstreamObserver observer) {
        this.origin = new Origin(tls == null ? "http" : "https", target.host(), target.port());
        this.ownAuthority = target.client().ownAuthority();
        this.options = options;
        this.tls = tls;
        this.watch = watch;
        this.worker = worker;
        this.observer = observer;
    }

    @Override
    public Plan plan() {
        return this::start;
    }

    private void start(Invocation invocation) {
        HttpUpstream started = client;
        if (started == null) {
            throw new IllegalStateException("The client of " + origin + " is not started");
        }
        HttpRequest request = invocation.request();
        String authority = ownAuthority || request.authority().isEmpty() ? origin.authority() : request.authority();
        started.forward(invocation, new Forwarding(origin, request.target(), authority, Set.of()));
    }

    /** Does nothing where another configuration has started it. */
    @Override
    public synchronized void start() {
        if (client == null) {
            client = HttpUpstream.open(worker.get(), options, tls, observer);
        }
    }

    @Override
    public void drain() {
        HttpUpstream started = client;
        if (started != null) {
            started.drain();
        }
    }

    @Override
    public void close() {
        HttpUpstream started = client;
        if (started != null) {
            started.close();
        }
        watch.close();
    }
}
