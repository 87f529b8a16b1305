package io.sluice.kafka.user;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a JSON web token says, as far as it tells a renewed token from somebody else's. That the token is genuine was
 * checked before.
 *
 * @param lasting all claims but those that each token of one user has anew; text that is equal when they are
 * @param expiry {@code exp}, in seconds since 1970
 */
record TokenClaims(String lasting, long expiry) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> ANEW = Set.of(
            "exp",
            "iat",
            "nbf",
            "jti",
            "auth_time",
            "nonce",
            "at_hash",
            "c_hash",
            "sid",
            "session_state",
            "uti",
            "aio",
            "rh");

    /** The claims of a token; empty if it is no JSON web token, or one that does not expire. */
    static Optional<TokenClaims> of(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
            return claims.isObject() && claims.path("exp").isNumber() ? Optional.of(of(claims)) : Optional.empty();
        } catch (IllegalArgumentException | JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("bytes in memory can be read", e);
        }
    }

    private static TokenClaims of(JsonNode claims) {
        Map<String, JsonNode> lasting = new TreeMap<>();
        claims.properties().forEach(claim -> {
            if (!ANEW.contains(claim.getKey())) {
                lasting.put(claim.getKey(), claim.getValue());
            }
        });
        return new TokenClaims(lasting.toString(), claims.path("exp").asLong());
    }

    /** Nothing of it. */
    @Override
    public String toString() {
        return "claims";
    }
}
