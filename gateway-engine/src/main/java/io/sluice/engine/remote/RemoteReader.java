package io.sluice.engine.remote;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Gets documents by HTTP, in bounded time and size. Blocks; owned by the thread that reads.
 *
 * <p>Redirects are not followed: what the configuration names is what is trusted.
 */
public final class RemoteReader {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final int maxBytes;
    private @Nullable HttpClient client; // made when first needed: it starts threads of its own

    /**
     * A reader.
     *
     * @param maxBytes the longest body that is read
     */
    public RemoteReader(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    /**
     * Asks for a document.
     *
     * @param fields names and values of request headers in turns
     * @return whatever was answered, of any status
     * @throws IOException if there is no answer within ten seconds, or it is too long; the message names the place
     */
    public HttpResponse<byte[]> get(URI uri, String... fields) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(TIMEOUT);
        if (fields.length > 0) {
            request.headers(fields);
        }
        CompletableFuture<HttpResponse<byte[]>> response =
                client().sendAsync(request.build(), head -> new LimitedBody(maxBytes));
        try {
            return response.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS); // the request's own timeout ends with the head
        } catch (TimeoutException e) {
            throw new IOException(uri + " did not answer within " + TIMEOUT.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(uri + " cannot be read: " + e.getCause(), e);
        } finally {
            response.cancel(true);
        }
    }

    private HttpClient client() {
        HttpClient made = client;
        if (made == null) {
            made = HttpClient.newBuilder()
                    .connectTimeout(CONNECT_TIMEOUT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .version(HttpClient.Version.HTTP_1_1)
                    .build();
            client = made;
        }
        return made;
    }
}
