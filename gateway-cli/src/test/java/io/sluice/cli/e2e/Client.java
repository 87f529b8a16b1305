package io.sluice.cli.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An HTTP client of one gateway. Any thread. */
final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(70);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    Client(URI base) {
        this.base = base;
    }

    /** A response, with its body as text. */
    record Answer(int status, java.net.http.HttpHeaders headers, String body) {

        /** The first value of a field; "" when absent. */
        String field(String name) {
            return headers.firstValue(name).orElse("");
        }

        List<String> fields(String name) {
            return headers.allValues(name);
        }

        Optional<String> optional(String name) {
            return headers.firstValue(name);
        }

        String etag() {
            return field("etag");
        }
    }

    /** GET; fields are names and values in turn. */
    Answer get(String path, String... fields) {
        return send("GET", path, "", fields);
    }

    Answer put(String path, String body, String... fields) {
        return send("PUT", path, body, fields);
    }

    Answer post(String path, String body, String... fields) {
        return send("POST", path, body, fields);
    }

    Answer delete(String path, String... fields) {
        return send("DELETE", path, "", fields);
    }

    Answer send(String method, String path, String body, String... fields) {
        return send(method, path, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body), fields);
    }

    Answer send(String method, String path, BodyPublisher body, String... fields) {
        return sending(method, path, body, fields).join();
    }

    /** GET, without waiting for the response. */
    CompletableFuture<Answer> getting(String path, String... fields) {
        return sending("GET", path, BodyPublishers.noBody(), fields);
    }

    CompletableFuture<Answer> sending(String method, String path, String body, String... fields) {
        return sending(method, path, BodyPublishers.ofString(body), fields);
    }

    CompletableFuture<Answer> sending(String method, String path, BodyPublisher body, String... fields) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .method(method, body);
        if (fields.length > 0) {
            request.headers(fields);
        }
        return http.sendAsync(request.build(), BodyHandlers.ofString())
                .thenApply(response -> new Answer(response.statusCode(), response.headers(), response.body()));
    }

    /** A connection of which the test says every byte. */
    RawConnection raw() throws IOException {
        return new RawConnection(port());
    }

    /** Of the gateway on this machine. */
    int port() {
        return base.getPort();
    }
}
