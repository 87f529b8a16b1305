package io.sluice.http.upstream;

import io.sluice.engine.observe.UpstreamObserver;
import io.sluice.engine.upstream.Forwarding;
import io.sluice.engine.upstream.Origin;
import io.sluice.http.HttpEdge;
import io.sluice.http.HttpServer;
import io.sluice.http.HttpServerOptions;
import io.sluice.http.RawClient;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A gateway that passes every request on to one server. */
final class Front implements AutoCloseable {
    /** Status, bytes of the request and of the response, and whether it is complete, of each exchange that has ended. */
    final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    final HttpEdge edge = HttpEdge.start();
    final HttpUpstream client;
    final HttpServer server;

    Front(Origin origin, UpstreamOptions options) {
        this(origin, options, null);
    }

    Front(Origin origin, UpstreamOptions options, @Nullable UpstreamTls tls) {
        client = HttpUpstream.open(edge.worker(), options, tls, UpstreamObserver.NONE);
        server = edge.open(
                HttpServerOptions.on("127.0.0.1", 0),
                invocation -> client.forward(
                        invocation,
                        new Forwarding(
                                origin,
                                invocation.request().target(),
                                invocation.request().authority(),
                                Set.of("x-withheld"))),
                exchange -> told.add(exchange.status() + " " + exchange.requestBytes() + " " + exchange.responseBytes()
                        + " " + exchange.isComplete()));
    }

    static Front of(RawServer upstream) {
        return new Front(upstream.origin(), UpstreamOptions.DEFAULT);
    }

    RawClient connect() throws IOException {
        return new RawClient(server);
    }

    @Override
    public void close() {
        client.close();
        edge.close();
    }
}
