package io.sluice.record.routes;

import io.sluice.config.HttpConditionConfig;
import io.sluice.config.HttpRouteConfig;
import io.sluice.config.Text;
import io.sluice.engine.route.Glob;
import io.sluice.engine.route.MethodPattern;
import org.jspecify.annotations.Nullable;

/** Whether requests get past an {@code http} route to what lies behind it, as far as method and path tell. Stateless. */
final class HttpRouteReach {
    private HttpRouteReach() {}

    /** Whether the path that clients see is another than the one behind. */
    static boolean rewritesPath(HttpRouteConfig route) {
        return route.overrides().containsKey(":path");
    }

    /** Whether a request of a method for a path may be let through. */
    static boolean reaches(HttpRouteConfig route, String method, DocumentedPath path) {
        return route.when().isEmpty() || route.when().stream().anyMatch(condition -> reaches(condition, method, path));
    }

    private static boolean reaches(HttpConditionConfig condition, String method, DocumentedPath path) {
        @Nullable Text methods = condition.headers().get(":method");
        @Nullable Text paths = condition.headers().get(":path");
        return (methods == null || MethodPattern.compile(methods.value()).matches(method))
                && (paths == null || Glob.compile(paths.value()).matches(path.sample()));
    }
}
