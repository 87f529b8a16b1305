package io.sluice.config.fold;

import io.sluice.config.AddressRange;
import io.sluice.config.TcpConditionConfig;
import io.sluice.config.TcpRouteConfig;
import io.sluice.config.Text;
import java.util.ArrayList;
import java.util.List;

/**
 * The routes of a {@code tcp} server that take connections to one port, up to the first that takes all of them.
 *
 * @param when alternatives, one of which a connection must match; empty for any connection
 * @param exits where they lead, in file order
 */
record PortRoutes(List<ConnectionCondition> when, List<Text> exits) {

    static PortRoutes of(List<TcpRouteConfig> routes, int port) {
        List<ConnectionCondition> when = new ArrayList<>();
        List<Text> exits = new ArrayList<>();
        for (TcpRouteConfig route : routes) {
            List<TcpConditionConfig> conditions = route.when().stream()
                    .filter(condition -> condition.allowsPort(port))
                    .toList();
            if (conditions.isEmpty() && !route.when().isEmpty()) {
                continue;
            }
            exits.add(route.exit());
            if (conditions.isEmpty() || conditions.stream().anyMatch(PortRoutes::isAny)) {
                return new PortRoutes(List.of(), exits);
            }
            conditions.forEach(condition -> when.add(condition(condition)));
        }
        return new PortRoutes(when, exits);
    }

    private static boolean isAny(TcpConditionConfig condition) {
        return condition.cidr() == null && condition.authority() == null;
    }

    private static ConnectionCondition condition(TcpConditionConfig condition) {
        Text cidr = condition.cidr();
        AddressRange peer =
                cidr == null ? null : AddressRange.parse(cidr.value()).orElse(null);
        return new ConnectionCondition(peer, condition.authority());
    }
}
