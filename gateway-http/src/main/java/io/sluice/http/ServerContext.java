package io.sluice.http;

import io.sluice.engine.observe.ExchangeObserver;
import org.jspecify.annotations.Nullable;

/**
 * What the exchanges of one server share under one configuration. Immutable; its parts are thread-safe.
 *
 * @param observer is told of every exchange; null when nobody wants to know
 * @param keptBodyBytes how many bytes of each body it wants to see; 0 for none
 */
record ServerContext(
        HttpServerOptions options,
        RunningExchanges running,
        ResponseWriter writer,
        RequestIds requestIds,
        EdgeCounters counters,
        @Nullable ExchangeObserver observer,
        int keptBodyBytes,
        Places connections,
        Places waits,
        BodyRoom bodies) {

    static ServerContext of(
            HttpServerOptions options,
            RequestIds requestIds,
            EdgeCounters counters,
            @Nullable ExchangeObserver observer,
            BodyRoom bodies) {
        var running = new RunningExchanges();
        return new ServerContext(
                options,
                running,
                new ResponseWriter(running, counters),
                requestIds,
                counters,
                observer,
                kept(observer),
                new Places(options.limits().connections()),
                new Places(options.limits().waits()),
                bodies);
    }

    /** What follows under other options. Places that are taken stay taken. */
    ServerContext followedBy(HttpServerOptions others, @Nullable ExchangeObserver nextObserver) {
        var next = new RunningExchanges();
        connections.limit(others.limits().connections());
        waits.limit(others.limits().waits());
        return new ServerContext(
                others,
                next,
                new ResponseWriter(next, counters),
                requestIds,
                counters,
                nextObserver,
                kept(nextObserver),
                connections,
                waits,
                bodies);
    }

    private static int kept(@Nullable ExchangeObserver observer) {
        return observer == null ? 0 : observer.keptBodyBytes();
    }
}
