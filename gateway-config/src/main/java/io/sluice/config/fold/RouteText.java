package io.sluice.config.fold;

import io.sluice.config.FetchConfig;
import io.sluice.config.FilterConfig;
import io.sluice.config.HttpKafkaConditionConfig;
import io.sluice.config.HttpKafkaRouteConfig;
import io.sluice.config.MergeConfig;
import io.sluice.config.ProduceConfig;
import io.sluice.config.Text;
import io.sluice.config.WithConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the routes of an {@code http-kafka} binding: one row per condition, what follows from it in the first. */
final class RouteText {
    private static final String ANY = "*";

    private RouteText() {}

    static void addRows(ProxyRoute proxyRoute, AlignedRows rows) {
        HttpKafkaRouteConfig route = proxyRoute.route();
        List<String> effect = effect(route.with(), proxyRoute.cluster(), guarded(route.guarded()));
        if (route.when().isEmpty()) {
            rows.add(row(ANY, ANY, effect));
        }
        for (HttpKafkaConditionConfig condition : route.when()) {
            rows.add(row(orAny(condition.method()), orAny(condition.path()), effect));
            effect = AlignedRows.blanks(effect.size());
        }
    }

    private static List<String> row(String method, String path, List<String> effect) {
        List<String> cells = new ArrayList<>(List.of(method, path));
        cells.addAll(effect);
        return cells;
    }

    private static String orAny(@Nullable Text pattern) {
        return pattern == null ? ANY : pattern.value();
    }

    /** Who may use a route, in one word after another: {@code guarded:jwt=read:items}; empty for everybody. */
    static String guarded(Map<String, List<Text>> guarded) {
        return guarded.entrySet().stream()
                .map(guard -> "guarded:" + guard.getKey()
                        + guard.getValue().stream()
                                .map(Text::value)
                                .collect(
                                        Collectors.joining(",", guard.getValue().isEmpty() ? "" : "=", "")))
                .collect(Collectors.joining(" "));
    }

    private static List<String> effect(WithConfig with, ClusterConfig cluster, String guarded) {
        String exit = "-> " + cluster.name();
        if (with instanceof FetchConfig fetch) {
            return List.of("fetch", fetch.topic().value(), exit, guarded, String.join(" ", settings(fetch)));
        }
        if (with instanceof ProduceConfig produce) {
            return List.of("produce", produce.topic().value(), exit, guarded, String.join(" ", settings(produce)));
        }
        throw new AssertionError(with);
    }

    private static List<String> settings(FetchConfig fetch) {
        List<String> settings = new ArrayList<>();
        for (FilterConfig filter : fetch.filters()) {
            if (!settings.isEmpty()) {
                settings.add("or");
            }
            add(settings, "key", filter.key());
            addAll(settings, "header:", filter.headers());
        }
        MergeConfig merge = fetch.merge();
        if (merge != null) {
            settings.add("merge=" + merge.contentType());
            add(settings, "initial", merge.patchInitial());
            add(settings, "path", merge.patchPath());
        }
        return settings;
    }

    private static List<String> settings(ProduceConfig produce) {
        List<String> settings = new ArrayList<>();
        settings.add("acks=" + produce.acks().word());
        settings.add("timeout=" + produce.timeout().toSeconds() + "s");
        add(settings, "key", produce.key());
        addAll(settings, "override:", produce.overrides());
        add(settings, "reply-to", produce.replyTo());
        if (produce.correlationIdHeader() != null) {
            settings.add("correlation-id=" + produce.correlationIdHeader());
        }
        addAll(settings, "async:", produce.async());
        return settings;
    }

    private static void add(List<String> settings, String name, @Nullable Text value) {
        if (value != null) {
            settings.add(name + "=" + value.value());
        }
    }

    private static void addAll(List<String> settings, String prefix, Map<String, Text> values) {
        values.forEach((name, value) -> settings.add(prefix + HeaderText.of(name, value.value())));
    }
}
