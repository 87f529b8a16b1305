package io.sluice.http;

import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.observe.KeptBody;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an observer who keeps bodies is shown of an exchange beyond what everybody is. Exists only for such observers;
 * owned by the exchange's I/O thread.
 *
 * <p>Nothing is copied before the end but bodies that are streamed, as far as they are kept: a body that was read as a
 * whole has been counted against the {@link BodyRoom} until then anyway, and that of a response never changes.
 */
final class Capture {
    /** Stands for credentials that a guard took out of the head. */
    static final String WITHHELD = "***";

    private static final byte[] NOTHING = new byte[0];

    private final HttpServerExchange exchange;
    private final int limit;
    private final long startedAtMillis = System.currentTimeMillis();
    private final boolean hasBody;
    private Set<String> fields = Set.of(); // that a guard took out
    private Set<String> parameters = Set.of();
    private @Nullable BodyReader reader;
    private @Nullable KeptBytes request; // where it is streamed
    private boolean requestWhole;
    private @Nullable KeptBytes response; // where it is streamed
    private @Nullable KeptBody requestBody; // made on demand, once for all who ask
    private @Nullable KeptBody responseBody;

    private Capture(HttpServerExchange exchange, int limit) {
        this.exchange = exchange;
        this.limit = limit;
        this.hasBody = !exchange.isRequestComplete();
    }

    /**
     * Begins with the exchange; null where nobody keeps bodies.
     *
     * @param limit how many bytes of each body are kept
     */
    static @Nullable Capture of(HttpServerExchange exchange, int limit) {
        return limit > 0 ? new Capture(exchange, limit) : null;
    }

    long startedAtMillis() {
        return startedAtMillis;
    }

    /** The body of the request is read as a whole. */
    void reading(BodyReader all) {
        reader = all;
    }

    /** Bytes of a streamed request have come: what remains of a buffer, which stays as it is. */
    void received(ByteBuffer buffer) {
        if (request == null) {
            request = new KeptBytes(limit);
        }
        request.add(buffer, buffer.position(), buffer.remaining());
    }

    /** A streamed request has come to its end. */
    void receivedAll() {
        requestWhole = true;
    }

    /** The network took the bytes of a streamed response that lie before a buffer's position. */
    void sent(ByteBuffer buffer, int count) {
        if (response == null) {
            response = new KeptBytes(limit);
        }
        response.add(buffer, buffer.position() - count, count);
    }

    /** A field of the request was there, and is no longer shown. */
    void withheldField(String name) {
        fields = with(fields, name);
    }

    /** A parameter of the query was there, and is no longer shown. */
    void withheldParameter(String name) {
        parameters = with(parameters, name);
    }

    private static Set<String> with(Set<String> names, String name) {
        Set<String> more = new LinkedHashSet<>(names);
        more.add(name);
        return more;
    }

    /** Shows again, at the end, that there were credentials; the credentials themselves are gone. */
    void showWithheld() {
        fields.forEach(name -> exchange.getRequestHeaders().put(new HttpString(name), WITHHELD));
        for (String name : parameters) {
            String query = exchange.getQueryString();
            exchange.setQueryString((query.isEmpty() ? "" : query + '&')
                    + URLEncoder.encode(name, StandardCharsets.UTF_8)
                    + '='
                    + WITHHELD);
        }
    }

    /** What there is of the request's body, at the end. */
    KeptBody requestBody() {
        KeptBody body = requestBody;
        if (body == null) {
            body = reader == null ? unreadOrStreamed() : reader.kept(limit);
            requestBody = body;
        }
        return body;
    }

    private KeptBody unreadOrStreamed() {
        if (request != null) {
            return request.body(requestWhole);
        }
        return hasBody && !requestWhole ? new KeptBody(NOTHING, 0, false) : KeptBody.NONE;
    }

    /**
     * What there is of the response's body, at the end.
     *
     * @param answer null when there was none
     * @param isWhole whether the response was written to its end
     */
    KeptBody responseBody(@Nullable HttpResponse answer, boolean isWhole) {
        KeptBody body = responseBody;
        if (body == null) {
            body = response == null ? sent(answer, isWhole) : response.body(isWhole);
            responseBody = body;
        }
        return body;
    }

    private KeptBody sent(@Nullable HttpResponse answer, boolean isWhole) {
        long length = exchange.getResponseBytesSent();
        return answer == null || length == 0
                ? new KeptBody(NOTHING, 0, isWhole)
                : new KeptBody(beginning(answer.body(), (int) Math.min(length, limit)), length, isWhole);
    }

    private static byte[] beginning(Body body, int count) {
        byte[] bytes = new byte[count];
        int at = 0;
        for (int i = 0; i < body.chunks() && at < count; i++) {
            ByteBuffer chunk = body.chunk(i);
            int part = Math.min(chunk.remaining(), count - at);
            chunk.get(bytes, at, part);
            at += part;
        }
        return at == count ? bytes : Arrays.copyOf(bytes, at);
    }
}
