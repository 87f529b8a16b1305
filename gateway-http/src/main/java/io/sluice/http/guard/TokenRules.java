package io.sluice.http.guard;

import com.nimbusds.jwt.JWTClaimsSet;
import io.sluice.config.GuardConfig;
import io.sluice.config.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the claims of a token must say, and what is taken from them. Immutable. */
final class TokenRules {
    private final String issuer;
    private final String audience;
    private final Duration leeway;
    private final ClaimPath identity;
    private final ClaimPath roles;
    private final Map<String, ClaimPath> attributes = new LinkedHashMap<>();

    /** The rules of a guard that has issuer and audience. */
    TokenRules(GuardConfig.Jwt config) {
        this.issuer = value(config.issuer());
        this.audience = value(config.audience());
        this.leeway = config.leeway();
        this.identity = ClaimPath.of(config.identity());
        this.roles = ClaimPath.of(config.roles());
        config.attributes().forEach((name, claim) -> attributes.put(name, ClaimPath.of(claim.value())));
    }

    private static String value(@Nullable Text text) {
        return Objects.requireNonNull(text, "checked before").value();
    }

    /** What to make of the claims of a token whose signature is right. */
    Verdict check(JWTClaimsSet claims, Instant now) {
        if (!issuer.equals(claims.getIssuer())) {
            return new Verdict.Rejected("The token is from another issuer.");
        }
        if (!claims.getAudience().contains(audience)) {
            return new Verdict.Rejected("The token is for another audience.");
        }
        if (!now.isBefore(end(claims.getExpirationTime()))) {
            return new Verdict.Rejected("The token has expired.");
        }
        Date notBefore = claims.getNotBeforeTime();
        if (notBefore != null && now.plus(leeway).isBefore(notBefore.toInstant())) {
            return new Verdict.Rejected("The token is not valid yet.");
        }
        String name = identity.text(claims.getClaims());
        if (name == null) {
            return new Verdict.Rejected("The token lacks the claim that names its subject.");
        }
        return new Verdict.Accepted(name, attributes(claims), roles.words(claims.getClaims()));
    }

    /** Until when a token is accepted, by its expiration time. */
    Instant end(@Nullable Date expiration) {
        return expiration == null ? Instant.MAX : expiration.toInstant().plus(leeway);
    }

    private Map<String, String> attributes(JWTClaimsSet claims) {
        Map<String, String> values = new LinkedHashMap<>();
        attributes.forEach((name, claim) -> {
            String value = claim.text(claims.getClaims());
            if (value != null) {
                values.put(name, value);
            }
        });
        return values;
    }
}
