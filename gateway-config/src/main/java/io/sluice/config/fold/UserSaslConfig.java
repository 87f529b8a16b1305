package io.sluice.config.fold;

import static java.util.Objects.requireNonNull;

import io.sluice.config.BindingName;
import io.sluice.config.SaslConfig;
import io.sluice.config.SaslTemplate;
import io.sluice.config.Secret;
import io.sluice.config.Text;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How the senders that one guard knows prove to a cluster who they are: {@code options.authorization} of a {@code kafka}
 * client with a guard that is not {@code inline}.
 *
 * @param guard the guard's name as the client and the listeners use it
 * @param resolved the guard itself
 * @param sasl with placeholders ({@link SaslTemplate}), at least one of them in the user name or token
 */
public record UserSaslConfig(String guard, BindingName resolved, SaslConfig sasl) {

    /** Rejects missing parts. */
    public UserSaslConfig {
        requireNonNull(guard, "guard");
        requireNonNull(resolved, "resolved");
        requireNonNull(sasl, "sasl");
    }

    /** Whether what a request brings is handed on, so that it has to be kept until then. */
    public boolean usesCredentials() {
        return placeholders().contains(SaslTemplate.CREDENTIALS);
    }

    /** The placeholders of all its texts. */
    Set<String> placeholders() {
        Set<String> placeholders = new LinkedHashSet<>(naming());
        Secret password = sasl.password();
        if (password != null) {
            placeholders.addAll(SaslTemplate.compile(password.value()).placeholders());
        }
        return placeholders;
    }

    /** The placeholders of what tells one user from another. */
    Set<String> naming() {
        Text username = sasl.username();
        Secret token = sasl.token();
        String text = username != null ? username.value() : token == null ? "" : token.value();
        return SaslTemplate.compile(text).placeholders();
    }
}
