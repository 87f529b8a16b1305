package io.sluice.config.fold;

import io.sluice.config.GuardConfig;
import io.sluice.config.Location;
import io.sluice.config.Problems;
import io.sluice.config.SaslConfig;
import io.sluice.config.Secret;
import io.sluice.config.Text;
import org.jspecify.annotations.Nullable;

/** Puts what an {@code inline} guard says in place of <code>{identity}</code> and <code>{credentials}</code>. Stateless. */
final class SaslFilling {
    private static final String IDENTITY = "{identity}";
    private static final String CREDENTIALS = "{credentials}";

    private SaslFilling() {}

    /** The credentials with everything filled in; a placeholder that the guard has nothing for is reported. */
    static SaslConfig fill(SaslConfig sasl, GuardConfig.Inline guard, Problems problems) {
        Text username = sasl.username();
        return new SaslConfig(
                sasl.at(),
                sasl.mechanism(),
                username == null
                        ? null
                        : new Text(fill(username.value(), guard, username.at(), problems), username.at()),
                fill(sasl.password(), guard, sasl.at(), problems),
                fill(sasl.token(), guard, sasl.at(), problems));
    }

    private static @Nullable Secret fill(
            @Nullable Secret pattern, GuardConfig.Inline guard, Location at, Problems problems) {
        return pattern == null ? null : new Secret(fill(pattern.value(), guard, at, problems));
    }

    private static String fill(String pattern, GuardConfig.Inline guard, Location at, Problems problems) {
        Text identity = guard.identity();
        Secret credentials = guard.credentials();
        String missing = pattern.contains(IDENTITY) && identity == null
                ? "identity"
                : pattern.contains(CREDENTIALS) && credentials == null ? "credentials" : null;
        if (missing != null) {
            problems.error(
                    at, "{" + missing + "} is empty: the guard \"" + guard.name() + "\" has no \"" + missing + "\"");
        }
        // In one pass over the pattern, so that a value that looks like a placeholder is taken as it is.
        StringBuilder filled = new StringBuilder();
        int next = 0;
        while (next < pattern.length()) {
            if (pattern.startsWith(IDENTITY, next)) {
                filled.append(identity == null ? "" : identity.value());
                next += IDENTITY.length();
            } else if (pattern.startsWith(CREDENTIALS, next)) {
                filled.append(credentials == null ? "" : credentials.value());
                next += CREDENTIALS.length();
            } else {
                filled.append(pattern.charAt(next++));
            }
        }
        return filled.toString();
    }
}
