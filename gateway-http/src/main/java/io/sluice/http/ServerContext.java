package io.sluice.http;

/** What the exchanges of one server share. Immutable; its parts are thread-safe. */
record ServerContext(
        HttpServerOptions options,
        RunningExchanges running,
        ResponseWriter writer,
        RequestIds requestIds,
        EdgeCounters counters,
        Places connections,
        Places waits) {

    static ServerContext of(HttpServerOptions options, RequestIds requestIds, EdgeCounters counters) {
        var running = new RunningExchanges();
        return new ServerContext(
                options,
                running,
                new ResponseWriter(running, counters),
                requestIds,
                counters,
                new Places(options.limits().connections()),
                new Places(options.limits().waits()));
    }
}
