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
import org.jspecify.annotations.Nullable;

/** An HTTP client of one gateway. Any thread. */
final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(70);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;
    private final Witness witness;

    Client(URI base) {
        this(base, (method, path, fields, body, answer) -> {});
    }

    /** A client that shows somebody every answer before anybody else sees it. */
    Client(URI base, Witness witness) {
        this.base = base;
        this.witness = witness;
    }

    /** Sees requests with their answers. Any thread. */
    @FunctionalInterface
    interface Witness {
        /**
         * Looks at one; what it throws is thrown to whoever waits for the answer.
         *
         * @param fields of the request: names and values in turn
         * @param body of the request; null if it is no text
         */
        void saw(String method, String path, List<String> fields, @Nullable String body, Answer answer);
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
        return sending(method, path, body, fields).join();
    }

    Answer send(String method, String path, BodyPublisher body, String... fields) {
        return sending(method, path, body, fields).join();
    }

    /** GET, without waiting for the response. */
    CompletableFuture<Answer> getting(String path, String... fields) {
        return sending("GET", path, "", fields);
    }

    CompletableFuture<Answer> sending(String method, String path, String body, String... fields) {
        BodyPublisher publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return sending(method, path, publisher, body, fields);
    }

    CompletableFuture<Answer> sending(String method, String path, BodyPublisher body, String... fields) {
        return sending(method, path, body, null, fields);
    }

    private CompletableFuture<Answer> sending(
            String method, String path, BodyPublisher body, @Nullable String text, String... fields) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .method(method, body);
        if (fields.length > 0) {
            request.headers(fields);
        }
        return http.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(response -> {
            var answer = new Answer(response.statusCode(), response.headers(), response.body());
            witness.saw(method, path, List.of(fields), text, answer);
            return answer;
        });
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
