package io.sluice.engine.compile;

import io.sluice.config.HttpKafkaConditionConfig;
import io.sluice.config.Location;
import io.sluice.config.Quoted;
import io.sluice.config.Text;
import io.sluice.engine.route.MethodPattern;
import io.sluice.engine.route.PathPattern;
import io.sluice.engine.route.RouteCondition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles the conditions of one binding's routes, and warns of those that an earlier one takes everything from. */
final class ConditionCompiler {
    private final CompileContext context;

    /** The route that takes all requests of a shape; by the method, or {@code *}, and the path without names. */
    private final Map<String, String> taken = new HashMap<>();

    ConditionCompiler(CompileContext context) {
        this.context = context;
    }

    /**
     * The conditions of the next route in file order; null if one of them is malformed.
     *
     * @param open whether everybody may use the route
     */
    @Nullable List<CompiledCondition> compile(Location at, List<HttpKafkaConditionConfig> when, boolean open, String label) {
        List<CompiledCondition> compiled = new ArrayList<>();
        boolean complete = true;
        for (HttpKafkaConditionConfig condition : when) {
            MethodPattern method = method(condition);
            PathPattern path = path(condition.path());
            if (method == null || (path == null && condition.path() != null)) {
                complete = false;
            } else {
                compiled.add(new CompiledCondition(condition.at(), new RouteCondition(method, path)));
            }
        }
        if (when.isEmpty()) {
            compiled.add(new CompiledCondition(at, RouteCondition.ALWAYS));
        }
        compiled.forEach(condition -> noteReach(condition, open, label));
        return complete ? compiled : null;
    }

    private @Nullable MethodPattern method(HttpKafkaConditionConfig condition) {
        Text text = condition.method();
        if (text == null) {
            return MethodPattern.ANY;
        }
        Location at = text.at();
        if (!text.value().equals(text.value().toUpperCase(Locale.ROOT))) {
            context.warning(at, Quoted.of(text.value()) + ": the methods of HTTP are in upper case, and case matters");
        }
        return context.attempt(at, () -> MethodPattern.compile(text.value()));
    }

    private @Nullable PathPattern path(@Nullable Text text) {
        return text == null ? null : context.attempt(text.at(), () -> PathPattern.compile(text.value()));
    }

    private void noteReach(CompiledCondition condition, boolean open, String label) {
        String path = shape(condition.condition().path());
        MethodPattern method = condition.condition().method();
        Stream<String> methods =
                yieldsToWildcard(method) ? Stream.of("*", method.toString()) : Stream.of(method.toString());
        Optional<String> earlier = methods.flatMap(name -> Stream.of(name + " *", name + " " + path))
                .map(taken::get)
                .filter(Objects::nonNull)
                .findFirst();
        if (earlier.isPresent()) {
            context.warning(condition.at(), "never matches: " + earlier.get() + " takes all of its requests before");
        } else if (open) {
            taken.put(method + " " + path, label);
        }
    }

    /** Whether an earlier wildcard takes all of the method's requests: not those that only match by name, nor HEAD. */
    private static boolean yieldsToWildcard(MethodPattern method) {
        return !method.names("HEAD") && method.methods().stream().allMatch(MethodPattern.ANY::matches);
    }

    private static String shape(@Nullable PathPattern path) {
        return path == null ? "*" : path.toString().replaceAll("\\{[^}*]*(\\*?)}", "{$1}");
    }
}
