package io.sluice.record.openapi;

import io.sluice.record.exchange.NamedValues;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.exchange.RecordedRequest;
import io.sluice.record.exchange.RecordedResponse;
import io.sluice.record.exchange.RecordedTarget;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Exchanges for tests, in few words. */
public final class Recorded {
    private final NamedValues.Builder sent = NamedValues.fields();
    private final NamedValues.Builder got = NamedValues.fields();
    private final String method;
    private final String path;
    private String protocol = "https";
    private @Nullable String host = "api.example.com";
    private @Nullable String body = "";

    private Recorded(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** A request such as {@code GET /users}. */
    public static Recorded request(String line) {
        int space = line.indexOf(' ');
        return new Recorded(line.substring(0, space), line.substring(space + 1));
    }

    /** The exchange of a request that was answered with a body of JSON, or none. */
    public static RecordedExchange exchange(String line, int status, String answer) {
        return request(line).answered(status, answer);
    }

    /** Sends it elsewhere. */
    public Recorded to(String newProtocol, @Nullable String newHost) {
        protocol = newProtocol;
        host = newHost;
        return this;
    }

    /** Adds a header field to the request. */
    public Recorded with(String name, String value) {
        sent.add(name, value);
        return this;
    }

    /** Adds a header field to the response. */
    public Recorded answeredWith(String name, String value) {
        got.add(name, value);
        return this;
    }

    /** Gives the request a body. */
    public Recorded body(@Nullable String contentType, @Nullable String text) {
        if (contentType != null) {
            sent.add("content-type", contentType);
        }
        body = text;
        return this;
    }

    /** The exchange with this response. */
    public RecordedExchange answered(int status, @Nullable String answer) {
        return new RecordedExchange(
                new RecordedRequest(null, method, protocol, host, RecordedTarget.of(path), sent.build(), body),
                new RecordedResponse(null, status, got.build(), answer),
                Map.of());
    }
}
