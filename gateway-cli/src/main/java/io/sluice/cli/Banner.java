package io.sluice.cli;

import io.sluice.config.FetchConfig;
import io.sluice.config.HttpConditionConfig;
import io.sluice.config.HttpKafkaConditionConfig;
import io.sluice.config.ProduceConfig;
import io.sluice.config.Text;
import io.sluice.config.WithConfig;
import io.sluice.config.fold.Listener;
import io.sluice.config.fold.ListenerRoute;
import io.sluice.config.fold.ProxyRoute;
import io.sluice.config.fold.RestTarget;
import io.sluice.config.fold.RouteTarget;
import io.sluice.config.fold.Topology;
import io.sluice.config.fold.UpstreamTarget;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is printed when the gateway listens: what it serves and, with {@code --dev}, what to try. */
final class Banner {
    private final GatewaySettings settings;
    private final Topology topology;
    private final List<URI> addresses;
    private final @Nullable URI admin;
    private final @Nullable String broker;

    /** A condition of a route, written out. */
    private record Row(String method, String path, ProxyRoute route) {}

    /**
     * A banner.
     *
     * @param addresses one for each listener
     * @param admin where operators reach it; null when they do not
     * @param broker where the broker of {@code --dev} is; null without one
     */
    Banner(
            GatewaySettings settings,
            Topology topology,
            List<URI> addresses,
            @Nullable URI admin,
            @Nullable String broker) {
        this.settings = settings;
        this.topology = topology;
        this.addresses = addresses;
        this.admin = admin;
        this.broker = broker;
    }

    void print(PrintWriter out) {
        out.println("Sluice " + Version.text() + " serves " + settings.source().name());
        for (int i = 0; i < addresses.size(); i++) {
            out.println();
            out.println("  " + addresses.get(i));
            rows(topology.listeners().get(i)).forEach(row -> out.println("    " + line(row)));
            others(topology.listeners().get(i)).forEach(row -> out.println("    " + row));
        }
        if (admin != null) {
            out.println();
            out.println("  " + admin + "/readyz says how it is doing");
        }
        out.println();
        if (broker == null) {
            topology.clusters().forEach(cluster -> out.println("  Kafka: " + String.join(",", cluster.servers())));
        } else {
            out.println("  Kafka: " + broker);
            List<String> tries = tries();
            if (!tries.isEmpty()) {
                out.println();
                out.println("Try:");
                tries.forEach(line -> out.println("  " + line));
            }
        }
        out.flush();
    }

    /** What does not lead to topics by routes of its own, with the conditions that lead there. */
    private static List<String> others(Listener listener) {
        List<String> lines = new ArrayList<>();
        for (ListenerRoute route : listener.routes()) {
            String what = what(route.target());
            if (what != null && route.route().when().isEmpty()) {
                lines.add(line("*", "*", what));
            } else if (what != null) {
                for (HttpConditionConfig condition : route.route().when()) {
                    Text method = condition.headers().get(":method");
                    lines.add(line(text(method), text(condition.headers().get(":path")), what));
                }
            }
        }
        return lines.stream().distinct().toList();
    }

    private static @Nullable String what(RouteTarget target) {
        if (target instanceof RestTarget rest) {
            return "the REST Proxy's API, " + rest.name().name();
        }
        return target instanceof UpstreamTarget upstream ? "to " + upstream.url() : null;
    }

    private static String line(String method, String path, String what) {
        return "%-7s %-38s %s".formatted(method, path, what);
    }

    private static List<Row> rows(Listener listener) {
        List<Row> rows = new ArrayList<>();
        for (var httpRoute : listener.routes()) {
            for (ProxyRoute route : httpRoute.routes()) {
                if (route.route().when().isEmpty()) {
                    rows.add(new Row("*", "*", route));
                }
                for (HttpKafkaConditionConfig condition : route.route().when()) {
                    rows.add(new Row(text(condition.method()), text(condition.path()), route));
                }
            }
        }
        return rows;
    }

    private static String text(@Nullable Text text) {
        return text == null ? "*" : text.value();
    }

    private static String line(Row row) {
        WithConfig with = row.route().route().with();
        String what = with instanceof FetchConfig ? "fetch" : "produce";
        return "%-7s %-38s %-8s%s%s"
                .formatted(row.method(), row.path(), what, with.topic().value(), suffix(with));
    }

    private static String suffix(WithConfig with) {
        if (with instanceof FetchConfig fetch) {
            return fetch.merge() == null ? "" : " (all records as one list)";
        }
        Text replyTo = ((ProduceConfig) with).replyTo();
        return replyTo == null ? "" : ", reply on " + replyTo.value();
    }

    /** Up to three commands: write something, read it, read the list. */
    private List<String> tries() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            URI address = addresses.get(i);
            List<Row> rows = rows(topology.listeners().get(i));
            rows.stream()
                    .filter(row -> row.route().route().with() instanceof ProduceConfig with && with.replyTo() == null)
                    .filter(row ->
                            !row.method().equals("DELETE") && !row.method().equals("GET"))
                    .max((left, right) -> Boolean.compare(
                            left.path().contains("{"), right.path().contains("{")))
                    .ifPresent(row -> lines.add(write(address, row)));
            rows.stream()
                    .filter(row -> row.route().route().with() instanceof FetchConfig)
                    .map(row -> "curl -i " + address + example(row.path()))
                    .distinct()
                    .limit(2)
                    .forEach(lines::add);
        }
        return lines.stream().limit(3).toList();
    }

    private static String write(URI address, Row row) {
        String method = row.method().equals("*") ? "PUT" : row.method().toUpperCase(Locale.ROOT);
        return "curl -i -X %s -H 'content-type: application/json' -d '{\"greeting\":\"hello\"}' %s%s"
                .formatted(method, address, example(row.path()));
    }

    private static String example(String path) {
        return path.replaceAll("\\{[^}]*}", "1").replace("*", "");
    }
}
