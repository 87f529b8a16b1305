package io.sluice.http.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code type: jwt}: signed tokens (RFC 7519). Thread-safe; verifies on the calling thread and never waits.
 *
 * <p>The token's header only chooses among the issuer's keys; whether its algorithm fits is the key's decision. Tokens
 * that were verified are remembered until they expire, together with the key set of that moment: with other keys they
 * are verified again, so that a withdrawn key takes its tokens with it.
 */
final class JwtGuard implements Guard {
    private static final int MAX_TOKEN = 16 << 10;
    private static final Pattern COMPACT = Pattern.compile("[A-Za-z0-9_.-]*+");
    private static final long REMEMBERED_CHARS = 8L << 20;
    private static final int ENTRY_CHARS = 256;
    private static final Duration LONGEST_MEMORY = Duration.ofHours(1);

    private final KeySource source;
    private final TokenRules rules;
    private final Clock clock;
    private final Cache<String, Remembered> verified = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_CHARS)
            .weigher((String token, Remembered remembered) -> token.length() + ENTRY_CHARS)
            .expireAfter(Expiry.creating((String token, Remembered remembered) -> remembered.memory()))
            .build();

    JwtGuard(KeySource source, TokenRules rules, Clock clock) {
        this.source = source;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    public void start() {
        source.start();
    }

    @Override
    public void close() {
        source.close();
    }

    @Override
    public void verify(Invocation invocation, String token, Consumer<Verdict> then) {
        VerificationKeys keys = source.current();
        if (keys == null) {
            then.accept(undecided("The keys of the issuer are not known yet."));
            return;
        }
        Instant now = clock.instant();
        Remembered remembered = verified.getIfPresent(token);
        if (remembered != null && remembered.keys() == keys && now.isBefore(remembered.end())) {
            then.accept(remembered.accepted());
            return;
        }
        SignedJWT jwt = isCompact(token) ? parse(token) : null;
        String keyId = jwt == null ? null : jwt.getHeader().getKeyID();
        if (jwt == null || keyId == null) {
            then.accept(new Verdict.Rejected("This is not a token that is signed with a named key."));
        } else if (keys.get(keyId) == null) {
            refreshed(invocation, token, jwt, then);
        } else {
            then.accept(check(token, jwt, keys));
        }
    }

    /** Whether a token has the characters of one (RFC 7515 section 2); the library would pass over others. */
    private static boolean isCompact(String token) {
        return token.length() <= MAX_TOKEN && COMPACT.matcher(token).matches();
    }

    /** Tries once more with newer keys, if such may be had. */
    private void refreshed(Invocation invocation, String token, SignedJWT jwt, Consumer<Verdict> then) {
        KeySource.Refresh refresh = source.refresh(() -> invocation.execute(() -> {
            VerificationKeys keys = source.current();
            then.accept(keys == null ? unknownKey() : check(token, jwt, keys));
        }));
        if (refresh == KeySource.Refresh.RECENT) {
            then.accept(unknownKey());
        } else if (refresh == KeySource.Refresh.FULL) {
            then.accept(undecided("Too many requests wait for newer keys of the issuer."));
        }
    }

    private Verdict check(String token, SignedJWT jwt, VerificationKeys keys) {
        VerificationKey key = keys.get(jwt.getHeader().getKeyID());
        if (key == null) {
            return unknownKey();
        }
        if (!key.fits(jwt.getHeader().getAlgorithm())) {
            return new Verdict.Rejected("The algorithm of the token does not fit its key.");
        }
        if (!key.hasSigned(jwt)) {
            return new Verdict.Rejected("The signature of the token is wrong.");
        }
        JWTClaimsSet claims = claims(jwt);
        if (claims == null) {
            return new Verdict.Rejected("The token has no claims that could be read.");
        }
        Instant now = clock.instant();
        Verdict verdict = rules.check(claims, now);
        if (verdict instanceof Verdict.Accepted accepted) {
            Instant end = rules.end(claims.getExpirationTime());
            Instant limit = now.plus(LONGEST_MEMORY);
            Duration memory = Duration.between(now, end.isBefore(limit) ? end : limit);
            verified.put(token, new Remembered(accepted, keys, end, memory));
        }
        return verdict;
    }

    /** Null if it is no signed token. Tokens without signature ({@code alg: none}) are none. */
    private static @Nullable SignedJWT parse(String token) {
        try {
            return SignedJWT.parse(token);
        } catch (ParseException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable JWTClaimsSet claims(SignedJWT jwt) {
        try {
            return jwt.getJWTClaimsSet();
        } catch (ParseException e) {
            return null;
        }
    }

    private static Verdict unknownKey() {
        return new Verdict.Rejected("The token names a key that its issuer does not have.");
    }

    private static Verdict undecided(String detail) {
        return new Verdict.Undecided(Problem.of(ProblemType.KEYS_UNAVAILABLE, detail));
    }

    /**
     * A token that was verified.
     *
     * @param end until when it is valid
     * @param memory how long to remember it
     */
    private record Remembered(Verdict.Accepted accepted, VerificationKeys keys, Instant end, Duration memory) {}
}
