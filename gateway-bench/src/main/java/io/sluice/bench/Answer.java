package io.sluice.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A sample of what a server answers, its body in a file. Immutable.
 *
 * @param status the status code
 * @param fields the header, by lower-case name, without {@code date}
 * @param body the body as it was sent, still encoded
 */
public record Answer(int status, Map<String, List<String>> fields, Path body) {
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** Copies the header. */
    public Answer {
        fields = Map.copyOf(fields);
    }

    /**
     * Sends a GET.
     *
     * @param headers names and values in turn
     */
    public static Answer get(URI target, Path body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target);
        return of(headers.length == 0 ? request : request.headers(headers), body);
    }

    /**
     * Sends a request with a JSON body.
     *
     * @param headers names and values in turn; {@code content-type} is that of JSON unless it is among them
     */
    public static Answer send(String method, URI target, String text, Path body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target)
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(text));
        for (int i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return of(request, body);
    }

    private static Answer of(HttpRequest.Builder request, Path body) {
        HttpRequest built = request.timeout(Duration.ofMinutes(1)).build();
        try {
            HttpResponse<Path> response = CLIENT.send(built, HttpResponse.BodyHandlers.ofFile(body));
            Map<String, List<String>> fields = new TreeMap<>(response.headers().map());
            fields.remove("date");
            if (!Files.exists(body)) {
                Files.createFile(body);
            }
            return new Answer(response.statusCode(), fields, body);
        } catch (IOException e) {
            throw new BenchFailure(built.method() + " " + built.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted while asking " + built.uri(), e);
        }
    }

    /** The status of a GET; 0 when nobody answers. */
    public static int status(URI target) {
        HttpRequest request =
                HttpRequest.newBuilder(target).timeout(Duration.ofSeconds(10)).build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0; // not listening yet
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchFailure("Interrupted while asking " + target, e);
        }
    }

    /** A header's first value; null without it. */
    public @Nullable String field(String name) {
        List<String> values = fields.get(name);
        return values == null ? null : values.get(0);
    }

    /** A header's first value. */
    public String requireField(String name) {
        String found = field(name);
        if (found == null) {
            throw new BenchFailure("The answer has no " + name + ": " + status + " " + fields);
        }
        return found;
    }

    /** Fails unless it has this status and this many bytes; any number when -1. */
    public Answer require(int expected, long bytes) {
        long found = body.toFile().length();
        if (status != expected || (bytes >= 0 && found != bytes)) {
            throw new BenchFailure("Answered %d with %d bytes (expected: %d with %d) %s"
                    .formatted(status, found, expected, bytes, fields));
        }
        return this;
    }

    /** Fails unless another answer is the same: status, header and every byte. */
    public void requireSame(Answer other) {
        try {
            if (status != other.status || !fields.equals(other.fields)) {
                throw new BenchFailure("The control answers differently: %d %s (the gateway: %d %s)"
                        .formatted(other.status, other.fields, status, fields));
            }
            if (Files.mismatch(body, other.body) >= 0) {
                throw new BenchFailure("The control sends other bytes than the gateway");
            }
        } catch (IOException e) {
            throw new BenchFailure("The answers cannot be compared", e);
        }
    }
}
