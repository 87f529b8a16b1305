package io.sluice.telemetry;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.RouteLabel;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a line of an access log says. Immutable; holds on to nothing of the exchange.
 *
 * @param millis when the exchange ended, since 1970
 * @param listener the {@code http} server, with its namespace
 * @param user who sent the request, by the guard that knows; empty for anonymous
 * @param target without credentials
 * @param status 0 when no response was begun
 * @param problem the problem's name; null for none
 * @param traceId of the trace that the request is part of; null for none
 */
record AccessEntry(
        long millis,
        String listener,
        @Nullable InetSocketAddress peer,
        String user,
        String method,
        String target,
        String protocol,
        int status,
        boolean complete,
        long requestBytes,
        long responseBytes,
        long nanos,
        RouteLabel route,
        @Nullable String problem,
        String requestId,
        @Nullable String traceId) {
    private static final int WEIGHT = 512; // what the parts without bound are added to

    /**
     * What is logged of an exchange.
     *
     * @param secret names of query parameters that carry credentials
     */
    static AccessEntry of(String listener, EndedExchange exchange, Set<String> secret) {
        HttpRequest request = exchange.request();
        var problem = exchange.problem();
        var trace = exchange.trace().context();
        return new AccessEntry(
                System.currentTimeMillis(),
                listener,
                exchange.peer(),
                exchange.identity().subject(),
                request.method(),
                RequestTarget.of(request, secret),
                exchange.protocol(),
                exchange.status(),
                exchange.isComplete(),
                exchange.requestBytes(),
                exchange.responseBytes(),
                exchange.nanos(),
                exchange.route(),
                problem == null ? null : problem.name().toLowerCase(Locale.ROOT).replace('_', '-'),
                exchange.requestId(),
                trace == null ? null : trace.parent().traceId());
    }

    /** Roughly its bytes in memory and in the log. */
    int weight() {
        return WEIGHT + target.length() + user.length() + method.length();
    }

    /** The address of the other end as text; {@code -} when it is not known. */
    String address() {
        return peer == null || peer.getAddress() == null
                ? "-"
                : peer.getAddress().getHostAddress();
    }
}
