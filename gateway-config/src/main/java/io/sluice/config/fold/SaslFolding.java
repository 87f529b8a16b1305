package io.sluice.config.fold;

import io.sluice.config.BindingName;
import io.sluice.config.GuardConfig;
import io.sluice.config.KafkaClientConfig;
import io.sluice.config.Location;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import io.sluice.config.SaslConfig;
import io.sluice.config.SaslConfig.Mechanism;
import io.sluice.config.SaslTemplate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the two kinds of credentials of one {@code kafka} client apart: those of the gateway itself, which are
 * {@code options.sasl} or stand in an {@code inline} guard, and those of users, which requests bring. Used once.
 */
final class SaslFolding {
    private final KafkaClientConfig client;
    private final Problems problems;
    private final List<UserSaslConfig> users = new ArrayList<>();
    private @Nullable SaslConfig own;
    private @Nullable String ownGuard;

    private SaslFolding(KafkaClientConfig client, Problems problems) {
        this.client = client;
        this.problems = problems;
        this.own = client.sasl();
    }

    /** Looks at a client, and reports combinations that cannot work. */
    static SaslFolding of(KafkaClientConfig client, NamedParts parts, boolean isSecure, Problems problems) {
        var folding = new SaslFolding(client, problems);
        for (Map.Entry<String, SaslConfig> entry : client.authorization().entrySet()) {
            GuardConfig guard = parts.guard(client, entry.getKey()).orElse(null);
            if (guard instanceof GuardConfig.Inline inline) {
                folding.own(entry.getKey(), entry.getValue(), inline);
            } else if (guard != null) {
                folding.user(entry.getKey(), entry.getValue(), guard, isSecure);
            }
        }
        if (folding.own == null && !folding.users.isEmpty()) {
            problems.error(
                    folding.users.get(0).sasl().at(),
                    "these are credentials of users, and nothing says who the gateway itself is, which reads topics and"
                            + " replies for all of them (expected beside: options.sasl, or a guard of type inline)");
        }
        return folding;
    }

    /** How the gateway proves who it is; null for no proof. */
    @Nullable SaslConfig own() {
        return own;
    }

    /** The {@code inline} guard with the gateway's credentials, as the client names it; null for none. */
    @Nullable String ownGuard() {
        return ownGuard;
    }

    /** How users prove who they are, in file order. */
    List<UserSaslConfig> users() {
        return users;
    }

    private void own(String name, SaslConfig sasl, GuardConfig.Inline guard) {
        if (own != null) {
            problems.error(
                    sasl.at(),
                    "the gateway has credentials already, "
                            + (ownGuard == null ? "options.sasl" : "those of the guard " + Quoted.of(ownGuard))
                            + " (expected: options.sasl, or one guard of type inline)");
            return;
        }
        own = SaslFilling.fill(sasl, guard, problems);
        ownGuard = name;
    }

    private void user(String name, SaslConfig sasl, GuardConfig guard, boolean isSecure) {
        var user = new UserSaslConfig(name, BindingName.resolve(client.name().namespace(), name), sasl);
        users.add(user);
        Location at = sasl.at();
        if (user.naming().isEmpty()) {
            problems.error(
                    at,
                    "these credentials are the same for everybody (expected: {identity}, {credentials} or"
                            + " {attributes.name} in the " + (sasl.token() == null ? "username" : "token")
                            + "; the gateway's own credentials go into options.sasl)");
        }
        if (guard instanceof GuardConfig.X509 && user.usesCredentials()) {
            problems.error(
                    at,
                    "{credentials} is empty: a certificate, which " + Quoted.of(name) + " knows, cannot be handed on");
        }
        Set<String> known = attributes(guard);
        for (String placeholder : user.placeholders()) {
            if (placeholder.startsWith(SaslTemplate.ATTRIBUTES)
                    && !known.contains(placeholder.substring(SaslTemplate.ATTRIBUTES.length()))) {
                problems.error(
                        at, "{" + placeholder + "} is empty: the guard " + Quoted.of(name) + " has no such attribute");
            }
        }
        if (!isSecure && (sasl.mechanism() == Mechanism.PLAIN || sasl.mechanism() == Mechanism.OAUTHBEARER)) {
            problems.warning(
                    at,
                    "credentials of users go to the brokers where everybody on the way can read them (expected: a tls"
                            + " client behind the kafka client)");
        }
    }

    private static Set<String> attributes(GuardConfig guard) {
        if (guard instanceof GuardConfig.Jwt jwt) {
            return jwt.attributes().keySet();
        }
        return guard instanceof GuardConfig.X509 x509 ? x509.attributes().keySet() : new LinkedHashSet<>();
    }
}
