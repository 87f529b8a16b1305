package io.sluice.config.yaml;

import io.sluice.config.Location;
import io.sluice.config.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What the routes of all bindings have in common. */
final class Routes {

    private Routes() {}

    /**
     * The routes of a binding, its own {@code exit} as the last of them.
     *
     * @param route reads one route; empty when there is too little of it
     * @param unconditional the route that a binding-level exit stands for
     */
    static <R> List<R> read(
            Cursor binding, Function<Cursor, Optional<R>> route, BiFunction<Location, Text, R> unconditional) {
        List<R> routes = new ArrayList<>(listed(binding, route));
        Text exit = binding.text("exit");
        if (exit != null) {
            routes.add(unconditional.apply(exit.at(), exit));
        }
        if (!binding.has("routes") && !binding.has("exit")) {
            binding.problems().error(binding.at(), "missing member \"exit\" or \"routes\"");
        }
        return routes;
    }

    /** The listed routes alone, without a binding-level exit. */
    static <R> List<R> listed(Cursor binding, Function<Cursor, Optional<R>> route) {
        List<R> routes = new ArrayList<>();
        binding.requireItems("routes");
        for (Cursor cursor : binding.mappings("routes")) {
            route.apply(cursor).ifPresent(routes::add);
            cursor.finish();
        }
        return routes;
    }

    /** The entries of {@code when}. */
    static <C> List<C> conditions(Cursor route, Function<Cursor, C> condition) {
        if (route.node("when") instanceof YamlNode.Sequence list && list.items().isEmpty()) {
            route.problems().warning(list.at(), "the list is empty: the route matches everything");
        }
        List<C> conditions = new ArrayList<>();
        for (Cursor cursor : route.mappings("when")) {
            conditions.add(condition.apply(cursor));
            cursor.finish();
        }
        return conditions;
    }

    /** {@code guarded}: guard name to roles. */
    static Map<String, List<Text>> guarded(Cursor route) {
        Map<String, List<Text>> guarded = new LinkedHashMap<>();
        Cursor guards = route.mapping("guarded");
        if (guards != null) {
            guards.keys().forEach(guard -> guarded.put(guard, guards.texts(guard)));
        }
        return guarded;
    }
}
