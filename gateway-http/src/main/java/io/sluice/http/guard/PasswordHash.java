package io.sluice.http.guard;

import com.password4j.Argon2Function;
import com.password4j.BadParametersException;
import com.password4j.BcryptFunction;
import com.password4j.HashingFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A stored hash of a password: bcrypt or Argon2id. Immutable, thread-safe; checking is slow on purpose. */
final class PasswordHash {
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$[./A-Za-z0-9]{53}");
    private static final Pattern ARGON2 = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,8}),t=(\\d{1,4}),p=\\d{1,2}\\$[A-Za-z0-9+/]{8,}\\$[A-Za-z0-9+/]{16,}");
    private static final int MAX_BCRYPT_ROUNDS = 15;
    private static final int MAX_ARGON2_MEMORY = 128 << 10; // KiB
    private static final int MAX_ARGON2_PASSES = 20;

    private final String hash;
    private final HashingFunction function;

    private PasswordHash(String hash, HashingFunction function) {
        this.hash = hash;
        this.function = function;
    }

    /**
     * A hash as {@code htpasswd -B} or {@code argon2 -id -e} write it.
     *
     * @throws IllegalArgumentException if it is of another kind, broken or too expensive; the message does not show it
     */
    static PasswordHash parse(String hash) {
        Matcher bcrypt = BCRYPT.matcher(hash);
        Matcher argon2 = ARGON2.matcher(hash);
        try {
            if (bcrypt.matches()) {
                require(bcrypt.group(1), MAX_BCRYPT_ROUNDS, "rounds");
                return new PasswordHash(hash, BcryptFunction.getInstanceFromHash(hash));
            }
            if (argon2.matches()) {
                require(argon2.group(1), MAX_ARGON2_MEMORY, "KiB of memory");
                require(argon2.group(2), MAX_ARGON2_PASSES, "passes");
                return new PasswordHash(hash, Argon2Function.getInstanceFromHash(hash)); // takes the memory at once
            }
        } catch (BadParametersException e) {
            throw new IllegalArgumentException("the hash is broken", e);
        }
        throw new IllegalArgumentException(
                "the hash is of no known kind (expected: bcrypt as htpasswd -B makes it, or" + " $argon2id$v=19$)");
    }

    private static void require(String cost, int most, String what) {
        if (Integer.parseInt(cost) > most) {
            throw new IllegalArgumentException("the hash takes more than " + most + " " + what);
        }
    }

    /** Whether a password has this hash; compares in constant time. */
    boolean matches(String password) {
        try {
            return function.check(password, hash);
        } catch (BadParametersException e) {
            return false; // a password that the function cannot take is not the one
        }
    }
}
