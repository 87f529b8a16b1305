package io.sluice.config.yaml;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingName;
import io.sluice.config.ClusterLimits;
import io.sluice.config.KafkaCacheClientConfig;
import io.sluice.config.KafkaCacheServerConfig;
import io.sluice.config.KafkaClientConfig;
import io.sluice.config.KafkaRouteConfig;
import io.sluice.config.KafkaTopicConfig;
import io.sluice.config.Location;
import io.sluice.config.PortRange;
import io.sluice.config.Quoted;
import io.sluice.config.SaslConfig;
import io.sluice.config.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code type: kafka}. */
final class KafkaReader {
    private static final Pattern SERVER = Pattern.compile("(?:[^:\\[\\]\\s,]++|\\[[0-9a-fA-F:.]++\\]):([0-9]{1,5})");
    private static final ClusterLimits DEFAULTS = ClusterLimits.DEFAULT;
    private static final NumberRange QUEUE =
            new NumberRange(ClusterLimits.MIN_BYTES, ClusterLimits.MAX_BYTES, DEFAULTS.queueBytes());
    private static final NumberRange REPLIES =
            new NumberRange(ClusterLimits.MIN_BYTES, ClusterLimits.MAX_BYTES, DEFAULTS.replyBytes());
    private static final NumberRange VIEWS = new NumberRange(1, ClusterLimits.MAX_VIEWS, DEFAULTS.views());
    private static final NumberRange USERS = new NumberRange(1, ClusterLimits.MAX_USERS, DEFAULTS.users());
    private static final String MERGED =
            "deprecated, has no effect: \"merge\" of an http-kafka route says what is merged";

    private KafkaReader() {}

    static BindingConfig cacheClient(BindingName name, Cursor cursor) {
        List<KafkaTopicConfig> topics = List.of();
        Cursor options = cursor.mapping("options");
        if (options != null) {
            options.ignore("merged", MERGED);
            topics = KafkaTopicReader.clientTopics(options);
            options.finish();
        }
        return new KafkaCacheClientConfig(name, cursor.at(), topics, routes(cursor, false));
    }

    static BindingConfig cacheServer(BindingName name, Cursor cursor) {
        List<Text> bootstrap = List.of();
        List<KafkaTopicConfig> topics = List.of();
        Cursor options = cursor.mapping("options");
        if (options != null) {
            options.ignore("merged", MERGED);
            bootstrap = options.texts("bootstrap");
            topics = KafkaTopicReader.serverTopics(options);
            options.finish();
        }
        return new KafkaCacheServerConfig(name, cursor.at(), bootstrap, topics, routes(cursor, false));
    }

    static BindingConfig client(BindingName name, Cursor cursor) {
        List<Text> servers = List.of();
        SaslConfig sasl = null;
        Map<String, SaslConfig> authorization = Map.of();
        ClusterLimits limits = DEFAULTS;
        boolean namesServers = false;
        Cursor options = cursor.mapping("options");
        if (options != null) {
            servers = servers(options);
            namesServers = !options.oneOrMany("servers").isEmpty(); // were they such as cannot be read
            sasl = SaslReader.read(options.mapping("sasl"), false);
            authorization = SaslReader.authorization(options.mapping("authorization"));
            limits = limits(options.mapping("limits"));
            options.finish();
        }
        // A client that knows its servers needs no tcp binding to reach them in plain text.
        boolean isEnd = namesServers && !cursor.has("exit") && !cursor.has("routes");
        List<KafkaRouteConfig> routes = isEnd ? List.of() : routes(cursor, true);
        return new KafkaClientConfig(name, cursor.at(), servers, sasl, authorization, limits, routes);
    }

    private static List<Text> servers(Cursor options) {
        List<Text> servers = options.texts("servers");
        for (Text server : servers) {
            Matcher matcher = SERVER.matcher(server.value());
            if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > PortRange.MAX_PORT) {
                options.problems()
                        .error(server.at(), Quoted.bare(server.value()) + " (expected: host:port, one per list item)");
            }
        }
        return servers;
    }

    private static ClusterLimits limits(@Nullable Cursor limits) {
        if (limits == null) {
            return DEFAULTS;
        }
        ClusterLimits config = new ClusterLimits(
                limits.number("queue", QUEUE),
                limits.number("replies", REPLIES),
                Math.toIntExact(limits.number("views", VIEWS)),
                Math.toIntExact(limits.number("users", USERS)));
        limits.finish();
        return config;
    }

    private static List<KafkaRouteConfig> routes(Cursor cursor, boolean isClient) {
        return Routes.read(
                cursor,
                route -> Optional.of(route(route, isClient)),
                (at, exit) -> new KafkaRouteConfig(at, List.of(), Map.of(), exit));
    }

    private static KafkaRouteConfig route(Cursor route, boolean isClient) {
        List<Text> topics = new ArrayList<>();
        List<Location> unconditional = new ArrayList<>();
        Routes.conditions(route, condition -> {
            condition.ignore("groupId", "deprecated, has no effect: http-kafka reads without consumer groups");
            Text topic = condition.text("topic");
            if (topic == null) {
                unconditional.add(condition.at());
            } else {
                topics.add(topic);
            }
            return condition;
        });
        if (isClient && !topics.isEmpty()) {
            route.problems()
                    .warning(
                            topics.get(0).at(),
                            "deprecated, has no effect on a client: put \"when\" on a cache_client or cache_server");
        }
        // The conditions are alternatives: one without a topic takes all of them.
        List<Text> taken = unconditional.isEmpty() ? topics : List.of();
        return new KafkaRouteConfig(route.at(), taken, Routes.guarded(route), route.requireText("exit"));
    }
}
