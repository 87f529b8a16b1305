package io.sluice.http.guard;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.sluice.config.SafeLocation;
import io.sluice.engine.remote.RemoteReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the keys of an issuer: from a given place, or from where its metadata say (OpenID Connect Discovery section 4),
 * or else from {@code /.well-known/jwks.json}, where Zilla looks. Blocks; for the thread of {@link RemoteKeys} only.
 *
 * <p>Redirects are not followed: what the configuration names is what is trusted.
 */
final class KeyFetcher {
    private static final int MAX_BYTES = 1 << 20;

    private final @Nullable URI place;
    private final String issuer;
    private final boolean plainHttp;
    private final RemoteReader reader = new RemoteReader(MAX_BYTES);

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
        HttpResponse<byte[]> response = get(uri);
        if (response.statusCode() != 200) {
            throw new IOException(uri + " answered " + response.statusCode());
        }
        String keys = text(response);
        try {
            return new Fetched(keys, VerificationKeys.parse(keys));
        } catch (ParseException e) {
            throw new IOException(uri + " has no key set: " + e.getMessage(), e);
        }
    }

    private URI discover() throws IOException, InterruptedException {
        String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
        URI metadata = URI.create(base + "/.well-known/openid-configuration");
        HttpResponse<byte[]> response = get(metadata);
        if (response.statusCode() != 200) {
            return URI.create(base + "/.well-known/jwks.json");
        }
        try {
            var members = JSONObjectUtils.parse(text(response));
            if (!issuer.equals(members.get("issuer"))) {
                throw new IOException(metadata + " is about another issuer");
            }
            return SafeLocation.of(String.valueOf(members.get("jwks_uri")), plainHttp);
        } catch (ParseException | IllegalArgumentException e) {
            throw new IOException(metadata + " does not say where the keys are: " + e.getMessage(), e);
        }
    }

    private HttpResponse<byte[]> get(URI uri) throws IOException, InterruptedException {
        return reader.get(uri, "accept", "application/json, application/jwk-set+json");
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }
}
