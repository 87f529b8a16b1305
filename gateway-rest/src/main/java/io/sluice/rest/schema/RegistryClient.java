package io.sluice.rest.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.engine.remote.LimitedBody;
import io.sluice.rest.web.Causes;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Requests to a registry: in bounded time, size and number. An address that cannot be reached is left for the next one,
 * where the following requests begin. Any thread.
 */
final class RegistryClient implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RegistryClient.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int MAX_BODY = 4 << 20;
    private static final int WAITING = 256;
    private static final int THREADS = 2;
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";

    private final RegistrySettings settings;
    private final @Nullable SSLContext tls;
    private final ExecutorService executor;
    private final Semaphore waiting = new Semaphore(WAITING);
    private volatile int current; // the address that is asked first
    private @Nullable HttpClient client; // guarded by this; made when first needed, because it starts a thread

    RegistryClient(RegistrySettings settings, @Nullable SSLContext tls) {
        this.settings = settings;
        this.tls = tls;
        this.executor = Executors.newFixedThreadPool(THREADS, task -> {
            var thread = new Thread(task, "schemas");
            thread.setDaemon(true);
            return thread;
        });
    }

    ExecutorService executor() {
        return executor;
    }

    /** Asks for what is at a path below the base address. */
    CompletableFuture<JsonNode> get(String path) {
        return send(path, null);
    }

    /** Sends JSON to a path below the base address. */
    CompletableFuture<JsonNode> post(String path, byte[] body) {
        return send(path, body);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private CompletableFuture<JsonNode> send(String path, byte @Nullable [] body) {
        if (!waiting.tryAcquire()) {
            return CompletableFuture.failedFuture(
                    RegistryException.failed("Too many requests wait for the schema registry. Try again later."));
        }
        try {
            return send(path, body, current, settings.urls().size())
                    .whenComplete((answer, failure) -> waiting.release())
                    .thenCompose(RegistryClient::answered);
        } catch (RuntimeException e) {
            waiting.release();
            throw e;
        }
    }

    private CompletableFuture<HttpResponse<byte[]>> send(
            String path, byte @Nullable [] body, int address, int addressesLeft) {
        CompletableFuture<HttpResponse<byte[]>> response =
                client().sendAsync(request(path, body, address), head -> new LimitedBody(MAX_BODY));
        // The request's own timeout ends with the head of the response.
        CompletableFuture<HttpResponse<byte[]>> timed =
                response.copy().orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        return timed.exceptionallyCompose(failure -> {
            response.cancel(true);
            IOException reason = reason(failure);
            LOGGER.atWarn()
                    .addKeyValue("url", settings.urls().get(address))
                    .addKeyValue("error", reason.toString())
                    .log("a schema registry does not answer");
            if (addressesLeft > 1) {
                int next = (address + 1) % settings.urls().size();
                current = next;
                return send(path, body, next, addressesLeft - 1);
            }
            return CompletableFuture.failedFuture(
                    RegistryException.unreachable(String.valueOf(reason.getMessage()), reason));
        });
    }

    private static CompletableFuture<JsonNode> answered(HttpResponse<byte[]> response) {
        try {
            return CompletableFuture.completedFuture(RegistryJson.answer(response));
        } catch (RegistryException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private HttpRequest request(String path, byte @Nullable [] body, int address) {
        List<URI> urls = settings.urls();
        String base = urls.get(address).toString();
        String slashless = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        BodyPublisher publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(slashless + path))
                .timeout(TIMEOUT)
                .header("accept", CONTENT_TYPE)
                .method(body == null ? "GET" : "POST", publisher);
        if (body != null) {
            request.header("content-type", CONTENT_TYPE);
        }
        if (settings.authorization() != null) {
            request.header("authorization", settings.authorization());
        }
        return request.build();
    }

    /** Says for clients why there was no answer, without addresses. */
    private static IOException reason(Throwable failure) {
        Throwable cause = Causes.of(failure);
        if (cause instanceof TimeoutException) {
            return new IOException("No answer within " + TIMEOUT.toSeconds() + " s", cause);
        }
        if (cause instanceof ConnectException) { // the JDK's client leaves the message out
            boolean unknown = cause.getCause() instanceof UnresolvedAddressException;
            return new IOException(unknown ? "Unknown host" : "Connection refused", cause);
        }
        return cause instanceof IOException io && io.getMessage() != null
                ? io
                : new IOException("No answer: " + cause.getClass().getSimpleName(), cause);
    }

    private synchronized HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .executor(executor);
            if (tls != null) {
                builder.sslContext(tls);
            }
            made = builder.build();
            client = made;
        }
        return made;
    }
}
