package io.sluice.cli.record;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The server that a recorder sends requests to. */
final class RecordedUpstream implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** The fields of requests, as {@code name: value}. */
    private final Queue<String> seen = new ConcurrentLinkedQueue<>();

    RecordedUpstream(InetAddress address, HttpHandler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestMethod() + ' ' + exchange.getRequestURI());
            exchange.getRequestHeaders()
                    .forEach((name, values) ->
                            values.forEach(value -> seen.add(name.toLowerCase(Locale.ROOT) + ": " + value)));
            handler.handle(exchange);
        });
        server.start();
    }

    static RecordedUpstream onLoopback(HttpHandler handler) throws IOException {
        return new RecordedUpstream(InetAddress.getLoopbackAddress(), handler);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The request lines and field lines that it has seen. */
    Queue<String> seen() {
        return seen;
    }

    /** Answers with a body of a type. */
    static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("content-type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
