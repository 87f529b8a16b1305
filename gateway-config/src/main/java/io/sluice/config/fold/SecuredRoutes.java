package io.sluice.config.fold;

import io.sluice.config.Text;
import io.sluice.config.TlsConditionConfig;
import io.sluice.config.TlsRouteConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * The routes of a {@code tls} server that take connections to one port, up to the first that takes all of them.
 *
 * @param when alternatives, one of which a connection must match; empty for any connection
 * @param exits where they lead, in file order
 */
record SecuredRoutes(List<TlsConditionConfig> when, List<Text> exits) {

    static SecuredRoutes of(List<TlsRouteConfig> routes, int port) {
        List<TlsConditionConfig> when = new ArrayList<>();
        List<Text> exits = new ArrayList<>();
        for (TlsRouteConfig route : routes) {
            List<TlsConditionConfig> conditions = route.when().stream()
                    .filter(condition -> condition.allowsPort(port))
                    .toList();
            if (conditions.isEmpty() && !route.when().isEmpty()) {
                continue;
            }
            exits.add(route.exit());
            if (conditions.isEmpty()) {
                return new SecuredRoutes(List.of(), exits);
            }
            when.addAll(conditions);
        }
        return new SecuredRoutes(when, exits);
    }
}
