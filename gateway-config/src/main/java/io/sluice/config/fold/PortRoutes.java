package io.sluice.config.fold;

import io.sluice.config.TcpConditionConfig;
import io.sluice.config.TcpRouteConfig;
import io.sluice.config.Text;
import io.sluice.config.TlsConditionConfig;
import io.sluice.config.TlsRouteConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The routes of a {@code tcp} or {@code tls} server that take connections to one port, up to the first that takes all of
 * them.
 *
 * @param when alternatives, one of which a connection must match; empty for any connection
 * @param exits where they lead, in file order
 */
record PortRoutes<C>(List<C> when, List<Text> exits) {

    /**
     * A route as it is for one port.
     *
     * @param conditions those that say nothing against the port
     * @param unconditional whether the file gives it no condition at all
     */
    private record Candidate<C>(Text exit, List<C> conditions, boolean unconditional) {}

    static PortRoutes<TcpConditionConfig> tcp(List<TcpRouteConfig> routes, int port) {
        return of(
                routes.stream()
                        .map(route -> candidate(route.exit(), route.when(), condition -> condition.allowsPort(port)))
                        .toList(),
                condition -> condition.cidr() == null && condition.authority() == null);
    }

    static PortRoutes<TlsConditionConfig> tls(List<TlsRouteConfig> routes, int port) {
        return of(
                routes.stream()
                        .map(route -> candidate(route.exit(), route.when(), condition -> condition.allowsPort(port)))
                        .toList(),
                condition -> condition.authority() == null && condition.alpn() == null);
    }

    private static <C> Candidate<C> candidate(Text exit, List<C> when, Predicate<C> allowsPort) {
        return new Candidate<>(exit, when.stream().filter(allowsPort).toList(), when.isEmpty());
    }

    /**
     * The routes that have something to say.
     *
     * @param any whether a condition that allows the port takes every connection
     */
    private static <C> PortRoutes<C> of(List<Candidate<C>> routes, Predicate<C> any) {
        List<C> when = new ArrayList<>();
        List<Text> exits = new ArrayList<>();
        for (Candidate<C> route : routes) {
            if (route.unconditional() || !route.conditions().isEmpty()) {
                exits.add(route.exit());
            }
            if (route.unconditional() || route.conditions().stream().anyMatch(any)) {
                return new PortRoutes<>(List.of(), exits);
            }
            when.addAll(route.conditions());
        }
        return new PortRoutes<>(when, exits);
    }
}
