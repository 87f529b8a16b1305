package io.sluice.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** A collector of OpenTelemetry that keeps the spans that it is sent. */
final class Collector implements AutoCloseable {
    private final HttpServer server;
    private final Queue<JsonNode> requests = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile int status = 200;
    private volatile boolean silent;

    Collector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/traces", exchange -> {
            requests.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            if (silent) {
                try {
                    closed.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    /** Answers with this status from now on. */
    void answer(int next) {
        status = next;
    }

    /** Answers nothing from now on. */
    void fallSilent() {
        silent = true;
    }

    OtlpTarget target() {
        var uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
        return new OtlpTarget("otlp", OtlpTarget.TRACES, uri, Duration.ofSeconds(30), null, null);
    }

    List<JsonNode> requests() {
        return List.copyOf(requests);
    }

    /** All spans so far. */
    List<JsonNode> spans() {
        List<JsonNode> spans = new ArrayList<>();
        for (JsonNode request : requests) {
            request.at("/resourceSpans/0/scopeSpans/0/spans").forEach(spans::add);
        }
        return spans;
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
