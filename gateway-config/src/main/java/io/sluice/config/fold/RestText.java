package io.sluice.config.fold;

import io.sluice.config.HttpKafkaConditionConfig;
import io.sluice.config.RestConsumersConfig;
import io.sluice.config.RestKafkaConfig;
import io.sluice.config.RestLimits;
import io.sluice.config.RestPeersConfig;
import io.sluice.config.RestRouteConfig;
import io.sluice.config.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a {@code rest-kafka} binding: its options, then one row per condition of its routes. */
final class RestText {
    private static final String ANY = "*";

    private RestText() {}

    static void append(RestTarget target, StringBuilder text) {
        RestKafkaConfig proxy = target.proxy();
        AlignedRows options = new AlignedRows();
        options.add(List.of("rest", String.join(" ", settings(target))));
        options.add(List.of("consumers", consumers(proxy.consumers())));
        RestPeersConfig peers = proxy.peers();
        if (peers != null) {
            options.add(List.of("instances", peers.address().value() + " topic=" + peers.topic()));
        }
        RestLimits limits = proxy.limits();
        options.add(List.of(
                "limits",
                "consumers=" + limits.consumers() + " buffer=" + limits.bufferBytes() + " streams=" + limits.streams()
                        + " wait=" + limits.maxWait().toSeconds() + "s"));
        options.appendTo(text, "    ");
        AlignedRows rows = new AlignedRows();
        proxy.routes().forEach(route -> addRows(route, target.cluster(), rows));
        rows.appendTo(text, "    ");
    }

    private static List<String> settings(RestTarget target) {
        RestKafkaConfig proxy = target.proxy();
        List<String> settings = new ArrayList<>();
        settings.add("compatibility=" + (proxy.strict() ? "strict" : "relaxed"));
        settings.add("acks=" + proxy.acks().word());
        if (proxy.id() != null) {
            settings.add("id=" + proxy.id().value());
        }
        if (proxy.advertised() != null) {
            settings.add("advertised=" + proxy.advertised().value());
        }
        if (target.registry() != null) {
            settings.add("registry=" + target.registry().catalog().url().value());
        }
        return settings;
    }

    private static String consumers(RestConsumersConfig consumers) {
        return "auto.offset.reset=" + consumers.autoOffsetReset()
                + " auto.commit.enable=" + consumers.autoCommit()
                + " fetch.min.bytes=" + consumers.fetchMinBytes()
                + " consumer.request.timeout.ms=" + consumers.requestTimeout().toMillis()
                + " timeout=" + consumers.timeout().toSeconds()
                + "s max-bytes=" + consumers.maxBytes();
    }

    private static void addRows(RestRouteConfig route, ClusterConfig cluster, AlignedRows rows) {
        String exit = "-> " + cluster.name();
        String guarded = RouteText.guarded(route.guarded());
        if (route.when().isEmpty()) {
            rows.add(List.of(ANY, ANY, exit, guarded));
        }
        for (HttpKafkaConditionConfig condition : route.when()) {
            rows.add(List.of(orAny(condition.method()), orAny(condition.path()), exit, guarded));
        }
    }

    private static String orAny(@Nullable Text pattern) {
        return pattern == null ? ANY : pattern.value();
    }
}
