package io.sluice.engine.listen;

import io.sluice.engine.flow.Plan;
import io.sluice.engine.observe.RouteLabel;
import java.util.Objects;

/**
 * A compiled route of an {@code http-kafka} binding, as one of its conditions leads to it.
 *
 * @param label names the route and the condition
 * @param guarded who may use it
 * @param plan what happens to its requests
 */
public record RoutePlan(RouteLabel label, Guarded guarded, Plan plan) {

    /** Checks for nulls. */
    public RoutePlan {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(guarded, "guarded");
        Objects.requireNonNull(plan, "plan");
    }
}
