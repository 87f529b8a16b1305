package io.sluice.cli.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A client of server-sent events, as the HTML standard has it. Owned by the test's thread; reading waits. */
final class EventClient implements AutoCloseable {
    private final int status;
    private final HttpHeaders headers;
    private final BufferedReader lines;
    private String lastId = "";

    /** An event that has data. */
    record Event(String name, String id, String data) {}

    private EventClient(int status, HttpHeaders headers, BufferedReader lines) {
        this.status = status;
        this.headers = headers;
        this.lines = lines;
    }

    /** Opens a stream; fields are names and values in turn. Returns with the head of the response. */
    static EventClient open(int port, String path, String... fields) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("accept", "text/event-stream");
        if (fields.length > 0) {
            request.headers(fields);
        }
        var response = HttpClient.newHttpClient()
                .sendAsync(request.build(), BodyHandlers.ofInputStream())
                .join();
        return new EventClient(
                response.statusCode(),
                response.headers(),
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8)));
    }

    int status() {
        return status;
    }

    /** The first value of a field; "" when absent. */
    String field(String name) {
        return headers.firstValue(name).orElse("");
    }

    /** What the client would come back with. */
    String lastId() {
        return lastId;
    }

    /** Reads up to the place that a stream tells before its first event. */
    EventClient begun() {
        if (block() != null) {
            throw new AssertionError("an event before the place");
        }
        return this;
    }

    /** The next event. */
    Event next() {
        Event event = block();
        while (event == null) {
            event = block();
        }
        return event;
    }

    /** Whether the response ends here, as it should and not broken off. */
    boolean isAtEnd() {
        try {
            return lines.readLine() == null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Up to the next empty line; null if there is no data. */
    private @Nullable Event block() {
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            if (line.startsWith("event: ")) {
                name = line.substring(7);
            } else if (line.startsWith("id: ")) {
                lastId = line.substring(4);
            } else if (line.startsWith("data: ")) {
                data.append(data.isEmpty() ? "" : "\n").append(line.substring(6));
            }
        }
        return data.isEmpty() ? null : new Event(name, lastId, data.toString());
    }

    private String line() {
        try {
            String line = lines.readLine();
            if (line == null) {
                throw new AssertionError("the stream has ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes away. */
    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
