package io.sluice.engine.compile;

import io.sluice.config.BindingName;
import io.sluice.config.HttpAuthorizationConfig;
import io.sluice.config.fold.Listener;
import io.sluice.config.fold.ListenerRoute;
import io.sluice.config.fold.Topology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which guards may know the sender of a request, by the binding that it reaches: those that find
 * credentials on a listener in front, and those that guard a route there.
 */
final class GuardScope {
    private final Map<BindingName, Set<String>> guards = new HashMap<>();

    GuardScope(Topology topology) {
        for (Listener listener : topology.listeners()) {
            Set<String> inFront = inFront(listener);
            for (ListenerRoute route : listener.routes()) {
                Set<String> known = guards.computeIfAbsent(route.target().name(), name -> new HashSet<>());
                known.addAll(inFront);
                known.addAll(route.route().guarded().keySet());
                route.guardedBehind()
                        .forEach(behind -> known.addAll(behind.guarded().keySet()));
            }
        }
    }

    Set<String> of(BindingName proxy) {
        return guards.getOrDefault(proxy, Set.of());
    }

    /** The guards that get credentials at a listener. */
    static Set<String> inFront(Listener listener) {
        Set<String> inFront = new HashSet<>();
        HttpAuthorizationConfig authorization = listener.http().authorization();
        if (authorization != null) {
            inFront.add(authorization.guard());
        }
        if (listener.tls() != null) {
            inFront.addAll(listener.tls().guards());
        }
        return inFront;
    }
}
