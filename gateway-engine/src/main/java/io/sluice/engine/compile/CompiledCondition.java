package io.sluice.engine.compile;

import io.sluice.config.Location;
import io.sluice.engine.route.MethodPattern;
import io.sluice.engine.route.RouteCondition;
import io.sluice.engine.spi.ReplySpec;
import java.util.List;

/**
 * A compiled entry of {@code when} and its place.
 *
 * @param at where it stands
 */
record CompiledCondition(Location at, RouteCondition condition) {

    /** The parameters that it binds. */
    List<String> names() {
        return condition.path() == null ? List.of() : condition.path().names();
    }

    /** Whether it matches the GET of an asynchronous reply. */
    boolean isFollowUp() {
        return names().contains(ReplySpec.CORRELATION_ID) && condition.method().matches("GET");
    }

    /** Whether it matches nothing but follow-ups. */
    boolean isFollowUpOnly() {
        MethodPattern method = condition.method();
        return isFollowUp() && method.methods().stream().allMatch(name -> name.equals("GET") || name.equals("HEAD"));
    }

    /** As its author would name it. */
    @Override
    public String toString() {
        return condition.method() + " " + (condition.path() == null ? "on any path" : condition.path());
    }
}
