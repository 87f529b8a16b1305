package io.sluice.config.fold;

import static java.util.Objects.requireNonNull;

import io.sluice.config.HttpRouteConfig;
import io.sluice.config.Location;
import io.sluice.config.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A route of the {@code http} server and the binding behind it. */
public record ListenerRoute(HttpRouteConfig route, RouteTarget target) {

    /** Rejects missing parts. */
    public ListenerRoute {
        requireNonNull(route, "route");
        requireNonNull(target, "target");
    }

    /** The routes of the {@code http-kafka} binding behind, in the order in which they are tried; none of another binding. */
    public List<ProxyRoute> routes() {
        return target instanceof HttpKafkaTarget proxy ? proxy.routes() : List.of();
    }

    /** Who may use which of the routes behind, in file order. */
    public List<GuardedRoute> guardedBehind() {
        List<GuardedRoute> guarded = new ArrayList<>();
        if (target instanceof HttpKafkaTarget kafka) {
            kafka.routes()
                    .forEach(behind -> guarded.add(
                            new GuardedRoute(behind.route().at(), behind.route().guarded())));
        } else if (target instanceof RestTarget rest) {
            rest.proxy().routes().forEach(behind -> guarded.add(new GuardedRoute(behind.at(), behind.guarded())));
        }
        return guarded;
    }

    /**
     * Who may use a route.
     *
     * @param guarded guard name to the roles it must grant; empty for everybody
     */
    public record GuardedRoute(Location at, Map<String, List<Text>> guarded) {}
}
