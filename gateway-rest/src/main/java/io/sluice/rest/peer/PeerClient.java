package io.sluice.rest.peer;

import io.sluice.engine.http.Body;
import io.sluice.engine.http.ConnectionFields;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.remote.LimitedBody;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Sends requests on to other gateways. Any thread; nothing blocks. */
final class PeerClient implements AutoCloseable {
    /** Names the gateway that a request was sent on by: such a request is not sent on any further. */
    static final String FORWARDED = "x-sluice-forwarded";

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int MAX_REQUESTS = 10_000;
    private static final int THREADS = 2;
    /** Of the connection, or made anew by the client (RFC 9110 section 7.6.1). */
    private static final Set<String> NOT_SENT_ON = ConnectionFields.and("expect", "host", FORWARDED);

    private static final Set<String> SENT_BACK =
            Set.of("allow", "cache-control", "content-encoding", "content-type", "location", "retry-after", "vary");

    private final String id;
    private final Duration timeout;
    private final int maxBody;
    private final ExecutorService executor;
    private final Semaphore room = new Semaphore(MAX_REQUESTS);
    private @Nullable HttpClient client; // guarded by this; made when first needed, because it starts a thread

    /**
     * A client without connections.
     *
     * @param exit the cluster's name, in the names of threads
     * @param id names this gateway
     * @param timeout of a request, from connecting to the last byte
     * @param maxBody of responses, in bytes
     */
    PeerClient(String exit, String id, Duration timeout, int maxBody) {
        this.id = id;
        this.timeout = timeout;
        this.maxBody = maxBody;
        this.executor = Executors.newFixedThreadPool(THREADS, task -> {
            var thread = new Thread(task, "peers-" + exit);
            thread.setDaemon(true);
            return thread;
        });
    }

    private synchronized HttpClient client() {
        HttpClient known = client;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .executor(executor)
                    .build();
            client = known;
        }
        return known;
    }

    /** Sends a request on as it came. The answer fails when the other gateway does not answer. */
    CompletableFuture<HttpResponse<byte[]>> forward(HttpRequest request, byte[] body, Peer peer) {
        return send(request, request.method(), request.target(), body, peer);
    }

    /** Asks in the name of a request's sender for something else. */
    CompletableFuture<HttpResponse<byte[]>> get(HttpRequest request, String target, Peer peer) {
        return send(request, "GET", target, new byte[0], peer);
    }

    private CompletableFuture<HttpResponse<byte[]>> send(
            HttpRequest request, String method, String target, byte[] body, Peer peer) {
        if (!room.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    new RejectedExecutionException("too many requests are being sent on"));
        }
        try {
            var copy = java.net.http.HttpRequest.newBuilder(uri(peer.address(), target))
                    .timeout(timeout)
                    .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                    .setHeader(FORWARDED, id);
            request.forEachHeader((name, value) -> {
                if (!NOT_SENT_ON.contains(name.toLowerCase(Locale.ROOT))) {
                    copy.header(name, value);
                }
            });
            return client().sendAsync(copy.build(), head -> new LimitedBody(maxBody))
                    .whenComplete((response, failure) -> room.release());
        } catch (RuntimeException e) { // such as a field that the client does not take
            room.release();
            return CompletableFuture.failedFuture(e);
        }
    }

    private static URI uri(URI address, String target) {
        String base = address.toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + target);
    }

    /** The response of another gateway as one of this. */
    static io.sluice.engine.http.HttpResponse response(HttpResponse<byte[]> response) {
        HttpFields.Builder fields = HttpFields.builder();
        response.headers().map().forEach((name, values) -> {
            if (SENT_BACK.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> fields.add(name, value));
            }
        });
        return new io.sluice.engine.http.HttpResponse(response.statusCode(), fields.build(), Body.of(response.body()));
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
