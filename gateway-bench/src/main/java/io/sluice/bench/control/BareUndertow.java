package io.sluice.bench.control;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Undertow and nothing else: it sends what the gateway sent, the same header and the same bytes, from memory.
 *
 * <p>Argument: the folder of the {@link Recorded} responses. It is read again whenever something unknown is asked for.
 */
public final class BareUndertow implements HttpHandler {
    private final Path folder;
    private volatile Map<String, Map<String, Recorded>> responses = Map.of(); // by kind and path

    private BareUndertow(Path folder) {
        this.folder = folder;
    }

    /** Serves until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        Controls.serve(new BareUndertow(Path.of(arguments[0])));
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws IOException {
        String kind = Recorded.kindAskedFor(exchange);
        Recorded response = find(kind, exchange.getRequestPath());
        if (response == null) {
            responses = load();
            response = find(kind, exchange.getRequestPath());
        }
        if (response == null) {
            exchange.setStatusCode(StatusCodes.NOT_FOUND).endExchange();
        } else {
            response.send(exchange);
        }
    }

    private @Nullable Recorded find(String kind, String path) {
        Map<String, Recorded> byPath = responses.get(kind);
        return byPath == null ? null : byPath.get(path);
    }

    private Map<String, Map<String, Recorded>> load() throws IOException {
        Map<String, Map<String, Recorded>> loaded = new HashMap<>();
        try (DirectoryStream<Path> heads = Files.newDirectoryStream(folder, "*.head")) {
            for (Path head : heads) {
                Recorded response = Recorded.read(head);
                loaded.computeIfAbsent(response.kind(), kind -> new HashMap<>()).put(response.path(), response);
            }
        }
        return loaded;
    }
}
