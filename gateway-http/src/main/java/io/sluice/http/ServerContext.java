package io.sluice.http;

/** What the exchanges of one server share under one configuration. Immutable; its parts are thread-safe. */
record ServerContext(
        HttpServerOptions options,
        RunningExchanges running,
        ResponseWriter writer,
        RequestIds requestIds,
        EdgeCounters counters,
        Places connections,
        Places waits,
        BodyRoom bodies) {

    static ServerContext of(HttpServerOptions options, RequestIds requestIds, EdgeCounters counters, BodyRoom bodies) {
        var running = new RunningExchanges();
        return new ServerContext(
                options,
                running,
                new ResponseWriter(running, counters),
                requestIds,
                counters,
                new Places(options.limits().connections()),
                new Places(options.limits().waits()),
                bodies);
    }

    /** What follows under other options. Places that are taken stay taken. */
    ServerContext followedBy(HttpServerOptions others) {
        var next = new RunningExchanges();
        connections.limit(others.limits().connections());
        waits.limit(others.limits().waits());
        return new ServerContext(
                others, next, new ResponseWriter(next, counters), requestIds, counters, connections, waits, bodies);
    }
}
