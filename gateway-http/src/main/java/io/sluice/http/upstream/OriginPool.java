package io.sluice.http.upstream;

import io.sluice.engine.upstream.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * The links to one origin, and the requests that wait for one, first come, first served. Owned by one I/O thread, its home;
 * what other threads want of it is sent there. So nobody waits for a lock, and links of all threads serve requests of all.
 *
 * <p>A request that finds no link has one opened, as long as there are fewer than there may be. Who waits and who opens are not
 * tied: the next link that is there serves the first request that waits.
 */
final class OriginPool implements Link.Keeper {
    private static final Logger LOGGER = LoggerFactory.getLogger(OriginPool.class);

    private final Origin origin;
    private final XnioIoThread home;
    private final HttpUpstream client;
    private final UpstreamContext context;
    private final Map<Link, Use> links = new LinkedHashMap<>(); // the longest idle ones first
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private int connecting;
    private int usualCapacity = 1; // of a link, as far as is known
    private boolean failing;
    private boolean starving; // until it is told to try again
    private boolean retired;
    private XnioExecutor.@Nullable Key sweep;

    /** How a link is used. */
    private static final class Use {
        int running;
        long idleSince = System.nanoTime();
    }

    /** A request without a link, and the end of its patience. */
    private record Waiting(UpstreamExchange exchange, long deadline) {}

    OriginPool(Origin origin, XnioIoThread home, HttpUpstream client, UpstreamContext context) {
        this.origin = origin;
        this.home = home;
        this.client = client;
        this.context = context;
    }

    Origin origin() {
        return origin;
    }

    /** Has a request sent, now or later, or refused. Any thread. */
    void submit(UpstreamExchange exchange) {
        Mailbox.send(home, () -> {
            if (client.isClosed()) {
                exchange.refuse(Fault.STOPPING, null);
            } else if (retired) {
                client.submit(exchange);
            } else {
                long patience = context.options().timeouts().connect().toNanos();
                waiting.add(new Waiting(exchange, System.nanoTime() + patience));
                serve();
                if (waiting.size()
                        > connecting * usualCapacity
                                + context.options().limits().waits()) {
                    waiting.removeLast().exchange().refuse(Fault.NO_PLACE, null);
                }
            }
        });
    }

    /** There may be room for a connection. Any thread. */
    void tryAgain() {
        Mailbox.send(home, () -> {
            starving = false;
            serve();
        });
    }

    /** Closes a link that nobody uses, if there is one, for an origin that has none. Any thread. */
    void spare() {
        Mailbox.send(home, () -> {
            for (Map.Entry<Link, Use> entry : links.entrySet()) {
                if (entry.getValue().running == 0 && waiting.isEmpty()) {
                    entry.getKey().close();
                    return;
                }
            }
        });
    }

    /** Ends tunnels, and those to come. Any thread. */
    void drain() {
        Mailbox.send(home, () -> links.keySet().forEach(Link::drain));
    }

    /** Closes all links, and refuses what waits. Any thread. */
    void close() {
        Mailbox.send(home, () -> {
            new ArrayList<>(links.keySet()).forEach(Link::close);
            for (Waiting next = waiting.poll(); next != null; next = waiting.poll()) {
                next.exchange().refuse(Fault.STOPPING, null);
            }
        });
    }

    @Override
    public void released(Link link) {
        Mailbox.send(home, () -> {
            Use use = links.get(link);
            if (use != null) {
                use.running--;
                links.remove(link); // to the end: the longest idle ones stand first
                links.put(link, use);
                use.idleSince = System.nanoTime();
                serve();
                sweepLater();
            }
        });
    }

    @Override
    public void closed(Link link) {
        Mailbox.send(home, () -> {
            if (links.remove(link) != null) {
                context.observer().closed();
                client.leave();
                serve();
            }
        });
    }

    private void serve() {
        while (!waiting.isEmpty()) {
            if (waiting.getFirst().exchange().isCancelled()) {
                waiting.removeFirst();
                continue;
            }
            Link link = free();
            if (link == null) {
                break;
            }
            link.send(waiting.removeFirst().exchange());
        }
        while (connecting * usualCapacity < waiting.size() && mayConnect()) {
            connect();
        }
        sweepLater();
    }

    /** The link that was used last among those with room; null when there is none. */
    private @Nullable Link free() {
        Link chosen = null;
        Use chosenUse = null;
        for (Map.Entry<Link, Use> entry : links.entrySet()) {
            if (entry.getValue().running < entry.getKey().capacity()
                    && entry.getKey().isOpen()) {
                chosen = entry.getKey();
                chosenUse = entry.getValue();
            }
        }
        if (chosenUse != null) {
            chosenUse.running++;
        }
        return chosen;
    }

    private boolean mayConnect() {
        boolean wanted = !client.isClosed()
                && !starving
                && links.size() + connecting < context.options().limits().connections();
        starving |= wanted && !client.enter(this);
        return wanted && !starving;
    }

    private void connect() {
        connecting++;
        XnioIoThread thread = client.thread();
        new Connecting(origin, client.connector(), thread, new Connecting.Outcome() {
                    @Override
                    public void connected(StreamConnection connection, boolean http2) {
                        Link link = open(connection, http2);
                        Mailbox.send(home, () -> add(link));
                    }

                    @Override
                    public void failed(Fault fault, @Nullable Throwable cause) {
                        Mailbox.send(home, () -> refuse(fault, cause));
                    }
                })
                .start();
    }

    private Link open(StreamConnection connection, boolean http2) {
        if (http2) {
            var link = new Http2Link(connection, context, this);
            link.open();
            return link;
        }
        var link = new Http1Link(connection, context, this);
        link.open();
        return link;
    }

    private void add(Link link) {
        connecting--;
        usualCapacity = link.capacity();
        if (failing) {
            failing = false;
            LOGGER.atInfo().addKeyValue("origin", origin).log("server takes connections again");
        }
        context.observer().opened();
        links.put(link, new Use());
        if (client.isClosed()) {
            link.close();
        } else if (client.isDraining()) {
            link.drain();
        }
        serve();
    }

    private void refuse(Fault fault, @Nullable Throwable cause) {
        connecting--;
        client.leave();
        if (!failing) {
            failing = true;
            LOGGER.atWarn()
                    .addKeyValue("origin", origin)
                    .addKeyValue("fault", fault.word())
                    .addKeyValue("error", cause == null ? "" : cause.toString())
                    .log("server cannot be connected to");
        }
        Waiting first = waiting.poll();
        if (first != null) {
            first.exchange().refuse(fault, cause);
        }
        serve();
    }

    private void sweepLater() {
        if (sweep == null) {
            sweep = Mailbox.later(home, this::sweep, sweepMillis());
        }
    }

    private long sweepMillis() {
        var timeouts = context.options().timeouts();
        return Math.max(
                10, Math.min(timeouts.connect().toMillis(), timeouts.keepAlive().toMillis()) / 8);
    }

    /** Ends waits and idle links whose time is over. */
    private void sweep() {
        sweep = null;
        long now = System.nanoTime();
        while (!waiting.isEmpty() && waiting.getFirst().deadline() - now < 0) {
            Fault fault = connecting > 0 ? Fault.CONNECT_TIMEOUT : Fault.NO_PLACE;
            waiting.removeFirst().exchange().refuse(fault, null);
        }
        long keepAlive = context.options().timeouts().keepAlive().toNanos();
        List<Link> old = new ArrayList<>();
        links.forEach((link, use) -> {
            if (use.running == 0 && now - use.idleSince > keepAlive) {
                old.add(link);
            }
        });
        old.forEach(Link::close);
        if (links.isEmpty() && waiting.isEmpty() && connecting == 0) {
            retired = true;
            client.retire(this);
        } else {
            sweepLater();
        }
    }
}
