package io.sluice.config.yaml;

import io.sluice.config.Acks;
import io.sluice.config.BindingConfig;
import io.sluice.config.BindingName;
import io.sluice.config.Quoted;
import io.sluice.config.RestConsumersConfig;
import io.sluice.config.RestKafkaConfig;
import io.sluice.config.RestLimits;
import io.sluice.config.RestPeersConfig;
import io.sluice.config.RestRouteConfig;
import io.sluice.config.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code type: rest-kafka, kind: proxy}. */
final class RestKafkaReader {
    private static final String STRICT = "strict";
    private static final Map<String, String> COMPATIBILITY = Choices.words("relaxed", STRICT);
    private static final Map<String, String> RESETS = Choices.words("earliest", "latest", "none");
    /** Part of the names of consumer instances, which stand in paths. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._~-]{1,64}");
    /** Kafka's rule for names of topics. */
    private static final Pattern TOPIC = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private static final RestConsumersConfig CONSUMERS = RestConsumersConfig.DEFAULT;
    private static final RestLimits LIMITS = RestLimits.DEFAULT;
    private static final NumberRange FETCH_MIN_BYTES =
            new NumberRange(-1, RestConsumersConfig.MAX_FETCH_MIN_BYTES, CONSUMERS.fetchMinBytes());
    private static final NumberRange REQUEST_MILLIS =
            new NumberRange(0, 300_000, CONSUMERS.requestTimeout().toMillis());
    private static final NumberRange INSTANCE_SECONDS =
            new NumberRange(1, 86_400, CONSUMERS.timeout().toSeconds());
    private static final NumberRange MAX_BYTES = new NumberRange(1 << 10, Integer.MAX_VALUE, CONSUMERS.maxBytes());
    private static final NumberRange INSTANCES = new NumberRange(0, RestLimits.MAX_CONSUMERS, LIMITS.consumers());
    private static final NumberRange BUFFER = new NumberRange(1 << 20, 1L << 40, LIMITS.bufferBytes());
    private static final NumberRange STREAMS = new NumberRange(0, RestLimits.MAX_CONSUMERS, LIMITS.streams());
    private static final NumberRange WAIT =
            new NumberRange(1, 600, LIMITS.maxWait().toSeconds());

    private RestKafkaReader() {}

    static BindingConfig proxy(BindingName name, Cursor cursor) {
        List<RestRouteConfig> routes = Routes.read(
                cursor,
                route -> Optional.of(route(route)),
                (at, exit) -> new RestRouteConfig(at, List.of(), Map.of(), exit));
        Text id = null;
        Text advertised = null;
        boolean strict = false;
        Acks acks = Acks.IN_SYNC_REPLICAS;
        Text catalog = null;
        RestConsumersConfig consumers = CONSUMERS;
        RestPeersConfig peers = null;
        RestLimits limits = LIMITS;
        Cursor options = cursor.mapping("options");
        if (options != null) {
            id = id(options);
            advertised = url(options, options.text("advertised"));
            strict = STRICT.equals(options.choice("compatibility", COMPATIBILITY));
            acks = options.choice("acks", WithReader.ACKS, acks);
            catalog = options.text("catalog");
            consumers = consumers(options.mapping("consumers"));
            peers = peers(options.mapping("instances"));
            limits = limits(options.mapping("limits"));
            options.finish();
        }
        return new RestKafkaConfig(
                name, cursor.at(), id, advertised, strict, acks, catalog, consumers, peers, limits, routes);
    }

    private static RestRouteConfig route(Cursor route) {
        return new RestRouteConfig(
                route.at(),
                Routes.conditions(route, HttpKafkaReader::condition),
                Routes.guarded(route),
                route.requireText("exit"));
    }

    private static @Nullable Text id(Cursor options) {
        Text id = options.text("id");
        if (id != null && !ID.matcher(id.value()).matches()) {
            options.problems()
                    .error(id.at(), Quoted.bare(id.value()) + " (expected: up to 64 letters, digits and \"._~-\")");
        }
        return id;
    }

    /** Checks a URL that clients or peers add a path to; null stays null. */
    private static @Nullable Text url(Cursor cursor, @Nullable Text text) {
        if (text != null && !isBase(text.value())) {
            cursor.problems()
                    .error(
                            text.at(),
                            Quoted.bare(text.value())
                                    + " (expected: http:// or https://, a host, a port if need be, a path if need be)");
        }
        return text;
    }

    private static boolean isBase(String text) {
        try {
            URI uri = new URI(text);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getQuery() == null
                    && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static RestConsumersConfig consumers(@Nullable Cursor consumers) {
        if (consumers == null) {
            return CONSUMERS;
        }
        String reset = CONSUMERS.autoOffsetReset();
        Boolean commit = null;
        long fetchMinBytes = CONSUMERS.fetchMinBytes();
        long requestMillis = CONSUMERS.requestTimeout().toMillis();
        Cursor defaults = consumers.mapping("defaults");
        if (defaults != null) {
            reset = defaults.choice("auto.offset.reset", RESETS, reset);
            commit = defaults.bool("auto.commit.enable");
            fetchMinBytes = defaults.number("fetch.min.bytes", FETCH_MIN_BYTES);
            requestMillis = defaults.number("consumer.request.timeout.ms", REQUEST_MILLIS);
            defaults.finish();
        }
        long timeout = consumers.number("timeout", INSTANCE_SECONDS);
        long maxBytes = consumers.number("max-bytes", MAX_BYTES);
        consumers.finish();
        return new RestConsumersConfig(
                reset,
                commit == null ? CONSUMERS.autoCommit() : commit,
                Math.toIntExact(fetchMinBytes),
                Duration.ofMillis(requestMillis),
                Duration.ofSeconds(timeout),
                maxBytes);
    }

    private static @Nullable RestPeersConfig peers(@Nullable Cursor instances) {
        if (instances == null) {
            return null;
        }
        Text address = instances.requireText("address");
        if (!address.value().isEmpty()) {
            url(instances, address);
        }
        Text topic = instances.text("topic");
        if (topic != null && !TOPIC.matcher(topic.value()).matches()) {
            instances.problems().error(topic.at(), Quoted.bare(topic.value()) + " (expected: the name of a topic)");
        }
        instances.finish();
        return new RestPeersConfig(address, topic == null ? RestPeersConfig.DEFAULT_TOPIC : topic.value());
    }

    private static RestLimits limits(@Nullable Cursor limits) {
        if (limits == null) {
            return LIMITS;
        }
        RestLimits config = new RestLimits(
                Math.toIntExact(limits.number("consumers", INSTANCES)),
                limits.number("buffer", BUFFER),
                Math.toIntExact(limits.number("streams", STREAMS)),
                Duration.ofSeconds(limits.number("wait", WAIT)));
        limits.finish();
        return config;
    }
}
