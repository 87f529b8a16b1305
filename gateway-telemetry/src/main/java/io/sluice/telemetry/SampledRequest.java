package io.sluice.telemetry;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.observe.ClusterObserver;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.trace.RecordSpan;
import io.sluice.engine.trace.RequestTrace;
import io.sluice.engine.trace.TraceContext;
import io.sluice.telemetry.Span.Kind;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The span of a request, and below it those of its records, by OpenTelemetry's semantic conventions for HTTP servers and for
 * messaging. Immutable.
 *
 * @param context of the request's own span
 * @param parentId the sender's span; null where the trace begins here
 * @param recorder takes spans that have ended; called by any thread
 */
record SampledRequest(TraceContext context, @Nullable String parentId, Consumer<Span> recorder)
        implements RequestTrace {
    private static final String OTHER_METHOD = "_OTHER";
    private static final int MAX_TEXT = 1_024; // clients decide how long these are

    @Override
    public RecordSpan write(String topic) {
        return new Write(this, context.child(), topic);
    }

    /** Records the span of the request. */
    void ended(EndedExchange exchange) {
        HttpRequest request = exchange.request();
        Map<String, Object> attributes = new LinkedHashMap<>();
        boolean known = Method.of(request.method()) != Method.OTHER;
        attributes.put("http.request.method", known ? request.method() : OTHER_METHOD);
        if (!known) {
            attributes.put("http.request.method_original", bounded(request.method()));
        }
        attributes.put("url.path", bounded(request.path()));
        attributes.put("url.scheme", request.scheme());
        String name = known ? request.method() : "HTTP";
        if (!exchange.route().equals(RouteLabel.NONE)) {
            String route = exchange.route().path();
            attributes.put("http.route", route);
            name = name + ' ' + route;
        }
        putServer(attributes, request);
        putClient(attributes, exchange);
        putOutcome(attributes, exchange);
        record(new Frame(context, parentId, Kind.SERVER), name, exchange.nanos(), attributes);
    }

    /** The name and the port that the client used; the port of the scheme where it named none. */
    private static void putServer(Map<String, Object> attributes, HttpRequest request) {
        String authority = request.authority();
        if (authority.isEmpty()) {
            return;
        }
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        attributes.put("server.address", bounded(host(hasPort ? authority.substring(0, colon) : authority)));
        int port = hasPort ? port(authority, colon + 1) : request.scheme().equals("https") ? 443 : 80;
        if (port >= 0) {
            attributes.put("server.port", port);
        }
    }

    /** Without the brackets around an address of IPv6. */
    private static String host(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    /** The number from there to the end; -1 when it is none. */
    private static int port(String authority, int start) {
        try {
            return Integer.parseUnsignedInt(authority, start, authority.length(), 10);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static void putClient(Map<String, Object> attributes, EndedExchange exchange) {
        InetSocketAddress peer = exchange.peer();
        if (peer != null && peer.getAddress() != null) {
            attributes.put("client.address", peer.getAddress().getHostAddress());
        }
        String agent = exchange.request().header("user-agent");
        if (agent != null) {
            attributes.put("user_agent.original", bounded(agent));
        }
        attributes.put("network.protocol.version", version(exchange.protocol()));
    }

    /** Statuses that are the client's own fault are no errors of a server. */
    private static void putOutcome(Map<String, Object> attributes, EndedExchange exchange) {
        int status = exchange.status();
        if (status != 0) {
            attributes.put("http.response.status_code", status);
        }
        if (!exchange.isComplete()) {
            attributes.put(Span.ERROR_TYPE, "aborted");
        } else if (status >= 500) {
            attributes.put(Span.ERROR_TYPE, Integer.toString(status));
        }
    }

    /** {@code 1.1} of {@code HTTP/1.1}, and {@code 2} of {@code HTTP/2.0}. */
    private static String version(String protocol) {
        String version = protocol.substring(protocol.indexOf('/') + 1);
        return version.endsWith(".0") && !version.equals("1.0") ? version.substring(0, version.length() - 2) : version;
    }

    private static String bounded(String text) {
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
    }

    private void record(Frame frame, String name, long nanos, Map<String, Object> attributes) {
        Instant now = Instant.now();
        long end = TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
        recorder.accept(new Span(frame.context, frame.parentId, frame.kind, name, end - nanos, end, attributes));
    }

    /** Where a span is in its trace. */
    private record Frame(TraceContext context, @Nullable String parentId, Kind kind) {}

    /** The writing of a record, part of a request. */
    private record Write(SampledRequest request, TraceContext context, String topic) implements RecordSpan {
        private static final String OPERATION = "send";

        @Override
        public void ended(long nanos, ClusterObserver.Outcome outcome) {
            Map<String, Object> attributes = new LinkedHashMap<>();
            attributes.put("messaging.system", "kafka");
            attributes.put("messaging.operation.type", OPERATION);
            attributes.put("messaging.operation.name", OPERATION);
            attributes.put("messaging.destination.name", topic);
            String result = outcome.name().toLowerCase(Locale.ROOT);
            attributes.put("sluice.outcome", result);
            if (outcome != ClusterObserver.Outcome.DELIVERED) {
                attributes.put(Span.ERROR_TYPE, result);
            }
            var frame = new Frame(context, request.context().parent().spanId(), Kind.PRODUCER);
            request.record(frame, OPERATION + ' ' + topic, nanos, attributes);
        }
    }
}
