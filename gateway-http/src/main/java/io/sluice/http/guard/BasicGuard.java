package io.sluice.http.guard;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code type: basic}: names and passwords (RFC 7617) against the hashes of a file. Thread-safe.
 *
 * <p>Such a hash costs a tenth of a second, so it is checked by a few threads of the guard's own, before which only so many
 * requests may wait. What was right is remembered for a minute under a keyed hash, never as it came; a password that was
 * wrong is not. A name that does not exist costs what the others cost.
 */
final class BasicGuard implements Guard {
    private static final int WAITING = 64;
    private static final int REMEMBERED = 10_000;
    private static final int MAX_CREDENTIALS = 1_024;
    private static final Duration MEMORY = Duration.ofMinutes(1);
    private static final int KEY_BYTES = 32;
    private static final String HMAC = "HmacSHA256";
    private static final Verdict WRONG = new Verdict.Rejected("The name or the password is wrong.");

    private final PasswordFile file;
    private final SecretKeySpec key;
    private final ThreadPoolExecutor checkers;
    private final Cache<ByteBuffer, Remembered> verified = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .expireAfterWrite(MEMORY)
            .build();

    BasicGuard(String name, PasswordFile file) {
        this.file = file;
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        this.key = new SecretKeySpec(random, HMAC);
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        this.checkers = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), daemons("passwords-" + name));
        checkers.allowCoreThreadTimeOut(true);
    }

    private static ThreadFactory daemons(String name) {
        return runnable -> {
            var thread = new Thread(runnable, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        file.close();
        checkers.shutdownNow();
    }

    @Override
    public void verify(Invocation invocation, String credentials, Consumer<Verdict> then) {
        int colon = credentials.indexOf(':');
        if (colon < 1 || credentials.length() > MAX_CREDENTIALS) {
            then.accept(WRONG);
            return;
        }
        Passwords passwords = file.current();
        ByteBuffer digest = digest(credentials);
        Remembered remembered = verified.getIfPresent(digest);
        if (remembered != null && remembered.passwords() == passwords) {
            then.accept(remembered.accepted());
            return;
        }
        try {
            checkers.execute(() -> {
                if (invocation.isEnded()) {
                    return; // the client did not wait
                }
                try {
                    Verdict verdict = check(passwords, credentials, colon, digest);
                    invocation.execute(() -> then.accept(verdict));
                } catch (RuntimeException e) {
                    invocation.fail(e);
                }
            });
        } catch (RejectedExecutionException e) {
            then.accept(new Verdict.Undecided(
                    Problem.of(ProblemType.OVERLOADED, "Too many passwords are being checked at the moment.")));
        }
    }

    @Override
    public String proof(String credentials) {
        return credentials.substring(credentials.indexOf(':') + 1);
    }

    private Verdict check(Passwords passwords, String credentials, int colon, ByteBuffer digest) {
        String name = credentials.substring(0, colon);
        Passwords.User user = passwords.get(name);
        Passwords.User checked = user == null ? passwords.standIn(digest(name).getInt()) : user;
        boolean matches = checked != null && checked.hash().matches(credentials.substring(colon + 1));
        if (user == null || !matches) {
            return WRONG;
        }
        verified.put(digest, new Remembered(passwords, user.accepted()));
        return user.accepted();
    }

    private ByteBuffer digest(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return ByteBuffer.wrap(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }

    /** Credentials that were right with these passwords. */
    private record Remembered(Passwords passwords, Verdict.Accepted accepted) {}
}
