package io.sluice.http.upstream;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.observe.UpstreamObserver;
import io.sluice.engine.upstream.Forwarding;
import io.sluice.engine.upstream.Origin;
import io.sluice.engine.upstream.Upstream;
import io.undertow.server.DefaultByteBufferPool;
import java.net.InetAddress;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/**
 * A client of HTTP servers, over the I/O threads of an edge. Thread-safe.
 *
 * <p>Requests of one invocation, links and pools each belong to some I/O thread, and send each other messages; there is no lock,
 * and the only threads that block are those of the {@link Resolver}.
 */
public final class HttpUpstream implements Upstream {
    private static final int BUFFERS_PER_THREAD = 4;

    private final XnioWorker worker;
    private final UpstreamContext context;
    private final Resolver resolver;
    private final Connector connector;
    private final Map<Origin, OriginPool> pools = new ConcurrentHashMap<>();
    private final Queue<OriginPool> starved =
            new ConcurrentLinkedQueue<>(); // without a connection, because others have all
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger nextThread = new AtomicInteger();
    private volatile boolean draining;
    private volatile boolean closed;

    private HttpUpstream(XnioWorker worker, UpstreamContext context, Resolver resolver, @Nullable UpstreamTls tls) {
        this.worker = worker;
        this.context = context;
        this.resolver = resolver;
        this.connector = new Connector(context.options(), resolver, tls);
    }

    /**
     * Opens a client; nothing is connected before the first request.
     *
     * @param worker whose I/O threads it uses: those of the edge that its requests come from
     * @param tls for origins that are secure; null where there are none
     */
    public static HttpUpstream open(
            XnioWorker worker, UpstreamOptions options, @Nullable UpstreamTls tls, UpstreamObserver observer) {
        return open(worker, options, tls, observer, InetAddress::getAllByName);
    }

    static HttpUpstream open(
            XnioWorker worker,
            UpstreamOptions options,
            @Nullable UpstreamTls tls,
            UpstreamObserver observer,
            Resolver.Lookup lookup) {
        var buffers = new DefaultByteBufferPool(true, UpstreamContext.BUFFER_BYTES, -1, BUFFERS_PER_THREAD);
        var context = new UpstreamContext(options, buffers, observer, new ForwardedFields(options.forwarded()));
        return new HttpUpstream(worker, context, new Resolver(lookup), tls);
    }

    @Override
    public void forward(Invocation invocation, Forwarding forwarding) {
        new UpstreamExchange(invocation, forwarding, context, this::submit).start();
    }

    /** Has an exchange sent. Any thread. */
    void submit(UpstreamExchange exchange) {
        Origin origin = exchange.forwarding().origin();
        OriginPool known = pools.get(origin);
        OriginPool pool = known != null ? known : pools.computeIfAbsent(origin, this::pool);
        pool.submit(exchange);
    }

    private OriginPool pool(Origin origin) {
        return new OriginPool(origin, worker.getIoThread(origin.hashCode()), this, context);
    }

    /** A pool that has nothing more. */
    void retire(OriginPool pool) {
        pools.remove(pool.origin(), pool);
    }

    Connector connector() {
        return connector;
    }

    boolean isDraining() {
        return draining;
    }

    boolean isClosed() {
        return closed;
    }

    /** For the next connection. */
    XnioIoThread thread() {
        return worker.getIoThread(nextThread.getAndIncrement());
    }

    /** Takes the place of a connection; when there is none, the pool is told as soon as there may be. */
    boolean enter(OriginPool pool) {
        if (take()) {
            return true;
        }
        starved.add(pool);
        pools.values().forEach(OriginPool::spare);
        return false;
    }

    private boolean take() {
        if (connections.incrementAndGet() <= context.options().connections()) {
            return true;
        }
        connections.decrementAndGet();
        return false;
    }

    /** Gives a place back. */
    void leave() {
        connections.decrementAndGet();
        OriginPool next = starved.poll();
        if (next != null) {
            next.tryAgain();
        }
    }

    /** The number of connections that are open or being opened. */
    public int connections() {
        return connections.get();
    }

    /** Ends tunnels, which would never end by themselves, and those to come. Returns at once. */
    public void drain() {
        draining = true;
        pools.values().forEach(OriginPool::drain);
    }

    @Override
    public void close() {
        closed = true;
        pools.values().forEach(OriginPool::close);
        resolver.close();
    }
}
