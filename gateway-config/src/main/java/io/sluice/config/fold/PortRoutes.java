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
 * @param peers where connections may come from; empty for anywhere
 * @param exits where they lead, in file order
 */
record PortRoutes(List<AddressRange> peers, List<Text> exits) {

    static PortRoutes of(List<TcpRouteConfig> routes, int port) {
        List<AddressRange> peers = new ArrayList<>();
        List<Text> exits = new ArrayList<>();
        for (TcpRouteConfig route : routes) {
            List<TcpConditionConfig> conditions = route.when().stream()
                    .filter(condition -> condition.allowsPort(port))
                    .toList();
            if (conditions.isEmpty() && !route.when().isEmpty()) {
                continue;
            }
            exits.add(route.exit());
            if (conditions.isEmpty() || conditions.stream().anyMatch(condition -> condition.cidr() == null)) {
                return new PortRoutes(List.of(), exits);
            }
            for (TcpConditionConfig condition : conditions) {
                Text cidr = condition.cidr();
                if (cidr != null) {
                    AddressRange.parse(cidr.value()).ifPresent(peers::add);
                }
            }
        }
        return new PortRoutes(peers, exits);
    }
}
