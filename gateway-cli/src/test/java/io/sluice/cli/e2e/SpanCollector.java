package io.sluice.cli.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A collector of OpenTelemetry that keeps the spans that it is sent below {@code /v1/traces}. */
final class SpanCollector implements AutoCloseable {
    private final HttpServer server;
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();

    /** A span as it was sent. */
    record Span(JsonNode json) {
        String id() {
            return json.path("spanId").asText();
        }

        String trace() {
            return json.path("traceId").asText();
        }

        /** The id of the span that it is part of; "" at the root. */
        String parent() {
            return json.path("parentSpanId").asText();
        }

        String name() {
            return json.path("name").asText();
        }

        /** From its start to its end. */
        long nanos() {
            return json.path("endTimeUnixNano").asLong()
                    - json.path("startTimeUnixNano").asLong();
        }

        /** An attribute's value; null when absent. */
        @Nullable String attribute(String key) {
            for (JsonNode attribute : json.path("attributes")) {
                if (attribute.path("key").asText().equals(key)) {
                    return attribute.path("value").elements().next().asText();
                }
            }
            return null;
        }
    }

    SpanCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/v1/traces", exchange -> {
            JsonNode request = new ObjectMapper().readTree(exchange.getRequestBody());
            request.at("/resourceSpans/0/scopeSpans/0/spans").forEach(span -> spans.add(new Span(span)));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    /** Where it listens. */
    String location() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The spans so far of a request for a path, and of its records. */
    List<Span> of(String path) {
        List<String> ids = spans.stream()
                .filter(span -> path.equals(span.attribute("url.path")))
                .map(Span::id)
                .toList();
        return spans.stream()
                .filter(span -> ids.contains(span.id()) || ids.contains(span.parent()))
                .toList();
    }

    /** The only span of this name among some. */
    static Span only(List<Span> spans, String name) {
        List<Span> found =
                spans.stream().filter(span -> span.name().equals(name)).toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " spans of the name " + name + " in " + spans);
        }
        return Objects.requireNonNull(found.get(0));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
