package io.sluice.http.guard;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.sluice.config.SafeLocation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the keys of an issuer: from a given place, or from where its metadata say (OpenID Connect Discovery section 4),
 * or else from {@code /.well-known/jwks.json}, where Zilla looks. Blocks; for the thread of {@link RemoteKeys} only.
 *
 * <p>Redirects are not followed: what the configuration names is what is trusted.
 */
final class KeyFetcher {
    private static final int MAX_BYTES = 1 << 20;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final @Nullable URI place;
    private final String issuer;
    private final boolean plainHttp;
    private @Nullable HttpClient client; // owned by the thread that fetches; it starts threads of its own

    /**
     * A fetcher.
     *
     * @param place null to ask the issuer
     * @param plainHttp whether {@code http} to other machines will do
     */
    KeyFetcher(@Nullable URI place, String issuer, boolean plainHttp) {
        this.place = place;
        this.issuer = issuer;
        this.plainHttp = plainHttp;
    }

    /**
     * The keys as they are.
     *
     * @throws IOException if they cannot be had; the message names the place and the reason
     */
    Fetched fetch() throws IOException, InterruptedException {
        URI uri = place == null ? discover() : place;
        HttpResponse<String> response = get(uri);
        if (response.statusCode() != 200) {
            throw new IOException(uri + " answered " + response.statusCode());
        }
        try {
            return new Fetched(response.body(), VerificationKeys.parse(response.body()));
        } catch (ParseException e) {
            throw new IOException(uri + " has no key set: " + e.getMessage(), e);
        }
    }

    private URI discover() throws IOException, InterruptedException {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        URI metadata = URI.create(base + "/.well-known/openid-configuration");
        HttpResponse<String> response = get(metadata);
        if (response.statusCode() != 200) {
            return URI.create(base + "/.well-known/jwks.json");
        }
        try {
            var members = JSONObjectUtils.parse(response.body());
            if (!issuer.equals(members.get("issuer"))) {
                throw new IOException(metadata + " is about another issuer");
            }
            return SafeLocation.of(String.valueOf(members.get("jwks_uri")), plainHttp);
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException(metadata + " does not say where the keys are: " + e.getMessage(), e);
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

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(TIMEOUT)
                .header("accept", "application/json, application/jwk-set+json")
                .build();
        CompletableFuture<HttpResponse<String>> response =
                client().sendAsync(request, head -> new LimitedBody(MAX_BYTES));
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
}
