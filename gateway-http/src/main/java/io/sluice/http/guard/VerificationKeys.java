package io.sluice.http.guard;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys of an issuer by their ids, as they were at one moment. Immutable. */
final class VerificationKeys {
    private static final Logger LOGGER = LoggerFactory.getLogger(VerificationKeys.class);

    private final Map<String, VerificationKey> byId;

    VerificationKeys(Map<String, VerificationKey> byId) {
        this.byId = Map.copyOf(byId);
    }

    /**
     * Reads a JWK set (RFC 7517 section 5). Keys without an id, or of no use for signatures, are left out.
     *
     * @throws ParseException if the text is no such set, or none of its keys can be used
     */
    static VerificationKeys parse(String text) throws ParseException {
        Map<String, Object>[] keys = JSONObjectUtils.getJSONObjectArray(JSONObjectUtils.parse(text), "keys");
        if (keys == null) {
            throw new ParseException("no member \"keys\"", 0);
        }
        Map<String, VerificationKey> byId = new LinkedHashMap<>();
        for (Map<String, Object> key : keys) {
            try {
                JWK jwk = JWK.parse(key);
                if (jwk.getKeyID() != null) {
                    byId.putIfAbsent(jwk.getKeyID(), VerificationKey.of(jwk));
                }
            } catch (ParseException | IllegalArgumentException e) {
                LOGGER.atDebug().addKeyValue("error", e.getMessage()).log("key left out");
            }
        }
        if (byId.isEmpty()) {
            throw new ParseException("no key that could verify a token", 0);
        }
        return new VerificationKeys(byId);
    }

    /** The key of an id; null if there is none. */
    @Nullable VerificationKey get(String id) {
        return byId.get(id);
    }

    /** How many there are. */
    int size() {
        return byId.size();
    }
}
