package io.sluice.engine.listen;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A compiled {@code guarded}: all guards must grant all of their roles. Immutable.
 *
 * <p>A role may hold {@code ${method}} and {@code ${path}}, which stand for those of the request.
 */
public final class Guarded {
    /** Open to everybody. */
    public static final Guarded OPEN = new Guarded(List.of());

    private final List<Demand> demands;

    private Guarded(List<Demand> demands) {
        this.demands = demands;
    }

    /** What these guards and roles demand. */
    public static Guarded of(Map<String, List<String>> roles) {
        return new Guarded(roles.entrySet().stream()
                .map(entry -> new Demand(entry.getKey(), List.copyOf(entry.getValue())))
                .toList());
    }

    /** Whether it is open to everybody. */
    public boolean isOpen() {
        return demands.isEmpty();
    }

    /** Whether a sender may send a request. */
    public boolean grants(Identity identity, HttpRequest request) {
        for (Demand demand : demands) {
            if (!identity.grants(demand.guard, demand.roles(request))) {
                return false;
            }
        }
        return true;
    }

    /** The first guard that does not know the sender at all, which is 401; empty if all do, and roles are missing: 403. */
    public Optional<String> unauthenticated(Identity identity) {
        return demands.stream()
                .map(Demand::guard)
                .filter(guard -> !identity.grants(guard, List.of()))
                .findFirst();
    }

    /** The guard named first; there is one unless it is open. */
    String firstGuard() {
        return demands.get(0).guard();
    }

    /** The roles that one guard must grant. */
    private record Demand(String guard, List<String> roles, boolean dynamic) {

        Demand(String guard, List<String> roles) {
            this(guard, roles, roles.stream().anyMatch(role -> role.contains("${")));
        }

        List<String> roles(HttpRequest request) {
            return dynamic ? roles.stream().map(role -> fill(role, request)).toList() : roles;
        }

        /** The method is a token and holds no expression, so that what the path says is not filled in again. */
        private static String fill(String role, HttpRequest request) {
            return role.replace("${method}", request.method()).replace("${path}", request.path());
        }
    }
}
