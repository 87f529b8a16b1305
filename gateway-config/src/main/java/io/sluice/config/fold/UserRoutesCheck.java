package io.sluice.config.fold;

import io.sluice.config.BindingName;
import io.sluice.config.HttpAuthorizationConfig;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whoever reaches a cluster that wants to know each sender is known: every way there is guarded by a guard that the
 * cluster's client has credentials for. Otherwise requests of nobody would be made in the gateway's name.
 */
final class UserRoutesCheck {
    private final Problems problems;

    UserRoutesCheck(Problems problems) {
        this.problems = problems;
    }

    void run(List<Listener> listeners) {
        for (Listener listener : listeners) {
            Map<String, BindingName> inFront = inFront(listener);
            for (ListenerRoute route : listener.routes()) {
                for (ProxyRoute behind : route.routes()) {
                    if (!behind.cluster().users().isEmpty()) {
                        guarded(route, behind);
                        behind.cluster().users().forEach(user -> sameName(user, inFront));
                    }
                }
            }
        }
    }

    private void guarded(ListenerRoute route, ProxyRoute behind) {
        Set<String> guards = new HashSet<>(route.route().guarded().keySet());
        guards.addAll(behind.route().guarded().keySet());
        Set<String> known = behind.cluster().guards();
        if (guards.stream().noneMatch(known::contains)) {
            problems.error(
                    behind.route().at(),
                    "requests go to " + behind.cluster().name() + " in the name of their sender, and the route is open"
                            + " to senders who are not known (expected: \"guarded\" with " + String.join(" or ", known)
                            + ")");
        }
    }

    /** Identities know guards by the names that listeners use. */
    private void sameName(UserSaslConfig user, Map<String, BindingName> inFront) {
        inFront.forEach((name, guard) -> {
            if (name.equals(user.guard()) != guard.equals(user.resolved())) {
                problems.error(
                        user.sasl().at(),
                        Quoted.of(user.guard()) + " is " + user.resolved() + " here, and a listener in front calls "
                                + guard + " " + Quoted.of(name) + " (expected: one name for one guard)");
            }
        });
    }

    private static Map<String, BindingName> inFront(Listener listener) {
        Map<String, BindingName> inFront = new LinkedHashMap<>();
        HttpAuthorizationConfig authorization = listener.http().authorization();
        if (authorization != null) {
            String guard = authorization.guard();
            inFront.put(guard, BindingName.resolve(listener.http().name().namespace(), guard));
        }
        TlsConfig tls = listener.tls();
        if (tls != null) {
            tls.guards()
                    .forEach(guard ->
                            inFront.put(guard, BindingName.resolve(tls.name().namespace(), guard)));
        }
        return inFront;
    }
}
