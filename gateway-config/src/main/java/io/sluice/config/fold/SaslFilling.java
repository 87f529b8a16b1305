package io.sluice.config.fold;

import io.sluice.config.GuardConfig;
import io.sluice.config.Location;
import io.sluice.config.Problems;
import io.sluice.config.SaslConfig;
import io.sluice.config.SaslTemplate;
import io.sluice.config.Secret;
import io.sluice.config.Text;
import org.jspecify.annotations.Nullable;

/** Puts what an {@code inline} guard says in place of <code>{identity}</code> and <code>{credentials}</code>. Stateless. */
final class SaslFilling {
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
        return SaslTemplate.compile(pattern).fill(name -> {
            String value = value(name, guard);
            if (value == null) {
                problems.error(
                        at, "{" + name + "} is empty: the guard \"" + guard.name() + "\" has no \"" + name + "\"");
                return "";
            }
            return value;
        });
    }

    private static @Nullable String value(String name, GuardConfig.Inline guard) {
        if (name.equals(SaslTemplate.IDENTITY)) {
            Text identity = guard.identity();
            return identity == null ? null : identity.value();
        }
        Secret credentials = guard.credentials();
        return name.equals(SaslTemplate.CREDENTIALS) && credentials != null ? credentials.value() : null;
    }
}
