package io.sluice.engine;

import io.sluice.config.ConfigProblem;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled configuration: what the edges listen on, and the clusters behind it. Nothing runs before {@link #start}.
 * Started and closed by one thread.
 */
public final class Gateway implements AutoCloseable {
    private final List<ListenerPlan> listeners;
    private final List<Cluster> clusters;
    private final List<Proxy> proxies;
    private final List<ConfigProblem> warnings;

    /**
     * A gateway over clusters that are not started.
     *
     * @param listeners in file order
     * @param clusters in the order in which they start; closed with the gateway
     * @param proxies started after the clusters; closed with the gateway
     * @param warnings what the configuration's author should know
     */
    public Gateway(
            List<ListenerPlan> listeners, List<Cluster> clusters, List<Proxy> proxies, List<ConfigProblem> warnings) {
        this.listeners = List.copyOf(listeners);
        this.clusters = List.copyOf(clusters);
        this.proxies = List.copyOf(proxies);
        this.warnings = List.copyOf(warnings);
    }

    /** What to listen on, in file order. */
    public List<ListenerPlan> listeners() {
        return listeners;
    }

    /** The clusters, in the order in which they start. */
    public List<Cluster> clusters() {
        return clusters;
    }

    /** What the compiler found odd, in file order. */
    public List<ConfigProblem> warnings() {
        return warnings;
    }

    /** Starts the clusters and the proxies over them. If one cannot start, all are closed and its exception is thrown. */
    public void start() {
        try {
            clusters.forEach(Cluster::start);
            proxies.forEach(Proxy::start);
        } catch (RuntimeException e) {
            closeAll(e);
            throw e;
        }
    }

    /** Ends waits that may take long, before the listeners stop; requests are still served. Returns at once. */
    public void drain() {
        proxies.forEach(Proxy::drain);
        clusters.forEach(Cluster::drain);
    }

    /** Closes the proxies and the clusters, the last one first, and throws the first exception when all are closed. */
    @Override
    public void close() {
        RuntimeException failure = closeAll(null);
        if (failure != null) {
            throw failure;
        }
    }

    /** Closes all; later failures are suppressed ones of the first. */
    private @Nullable RuntimeException closeAll(@Nullable RuntimeException earlier) {
        List<Runnable> closing = new ArrayList<>();
        clusters.forEach(cluster -> closing.add(cluster::close));
        proxies.forEach(proxy -> closing.add(proxy::close));
        Collections.reverse(closing);
        RuntimeException first = earlier;
        for (Runnable part : closing) {
            try {
                part.run();
            } catch (RuntimeException e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        return first;
    }
}
