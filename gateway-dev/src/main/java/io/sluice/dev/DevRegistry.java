package io.sluice.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.dev.RegistryContent.RefusedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A schema registry in this process and in memory, on a free port of 127.0.0.1: subjects, versions, ids and references by the
 * registry's REST protocol. It does not compare schemas of different text, and knows no compatibility rules, modes or
 * deletion. One thread answers.
 */
public final class DevRegistry implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService executor;
    private final @Nullable String authorization;
    private final RegistryContent content = new RegistryContent(); // owned by the executor's thread
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private DevRegistry(HttpServer server, ExecutorService executor, @Nullable String authorization) {
        this.server = server;
        this.executor = executor;
        this.authorization = authorization;
    }

    /** Starts a registry that answers everybody. */
    public static DevRegistry start() {
        return start(null);
    }

    /**
     * Starts a registry.
     *
     * @param authorization the value of the header {@code authorization} that requests must have; null for none
     */
    public static DevRegistry start(@Nullable String authorization) {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new DevBrokerException("the schema registry cannot listen on 127.0.0.1", e);
        }
        ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
            var thread = new Thread(task, "dev-registry");
            thread.setDaemon(true);
            return thread;
        });
        var registry = new DevRegistry(server, executor, authorization);
        server.setExecutor(executor);
        server.createContext("/", registry::handle);
        server.start();
        return registry;
    }

    /** Its base address. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The requests so far, oldest first: method, a space, path without query. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Stops listening, and forgets everything. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getRawPath();
        requests.add(exchange.getRequestMethod() + " " + path);
        int status = 200;
        Object answer;
        try {
            if (authorization != null
                    && !authorization.equals(exchange.getRequestHeaders().getFirst("authorization"))) {
                throw new RefusedException(401, 40101, "Unauthorized");
            }
            List<String> segments = Stream.of(path.substring(1).split("/"))
                    .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                    .toList();
            answer = exchange.getRequestMethod().equals("POST")
                    ? post(segments, MAPPER.readTree(exchange.getRequestBody()))
                    : get(segments);
        } catch (RefusedException e) {
            status = e.status();
            answer = Map.of("error_code", e.errorCode(), "message", String.valueOf(e.getMessage()));
        }
        byte[] body = MAPPER.writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("content-type", "application/vnd.schemaregistry.v1+json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Object post(List<String> path, JsonNode body) throws RefusedException {
        if (path.size() == 2 && path.get(0).equals("subjects")) {
            return content.lookup(path.get(1), body);
        }
        if (path.size() == 3 && path.get(0).equals("subjects") && path.get(2).equals("versions")) {
            return Map.of("id", content.register(path.get(1), body));
        }
        throw notFound();
    }

    private Object get(List<String> path) throws RefusedException {
        if (path.size() == 4 && path.get(0).equals("subjects") && path.get(2).equals("versions")) {
            return content.version(path.get(1), path.get(3));
        }
        if (path.size() == 3 && path.get(0).equals("subjects") && path.get(2).equals("versions")) {
            return content.versions(path.get(1));
        }
        if (path.size() == 3 && path.get(0).equals("schemas") && path.get(1).equals("ids")) {
            return content.schema(path.get(2));
        }
        if (path.size() == 1 && path.get(0).equals("subjects")) {
            return content.subjects();
        }
        throw notFound();
    }

    private static RefusedException notFound() {
        return new RefusedException(404, 404, "HTTP 404 Not Found");
    }
}
