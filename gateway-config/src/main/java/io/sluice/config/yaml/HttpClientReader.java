package io.sluice.config.yaml;

import io.sluice.config.BindingConfig;
import io.sluice.config.BindingName;
import io.sluice.config.ForwardedMode;
import io.sluice.config.HttpClientConfig;
import io.sluice.config.Text;
import io.sluice.config.UpstreamLimits;
import io.sluice.config.UpstreamTimeouts;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@code type: http, kind: client}. */
final class HttpClientReader {
    private static final String UPSTREAM = "upstream";
    private static final Map<String, String> AUTHORITIES = Choices.words("client", UPSTREAM);
    private static final Map<String, ForwardedMode> FORWARDED = modes();
    private static final NumberRange RETRIES =
            new NumberRange(0, HttpClientConfig.MAX_RETRIES, HttpClientConfig.DEFAULT_RETRIES);
    private static final NumberRange CONNECTIONS =
            new NumberRange(1, UpstreamLimits.MAX_COUNT, UpstreamLimits.DEFAULT.connections());
    private static final NumberRange WAITS =
            new NumberRange(0, UpstreamLimits.MAX_COUNT, UpstreamLimits.DEFAULT.waits());
    private static final UpstreamTimeouts TIMEOUTS = UpstreamTimeouts.DEFAULT;

    private HttpClientReader() {}

    private static Map<String, ForwardedMode> modes() {
        Map<String, ForwardedMode> modes = new LinkedHashMap<>();
        for (ForwardedMode mode : ForwardedMode.values()) {
            modes.put(mode.name().toLowerCase(Locale.ROOT), mode);
        }
        return modes;
    }

    static BindingConfig client(BindingName name, Cursor cursor) {
        cursor.ignore("vault", "has no effect on an http client; the tls client before it has one");
        List<Text> exits = Routes.read(cursor, HttpClientReader::route, (at, exit) -> exit);
        List<Text> versions = List.of();
        boolean ownAuthority = false;
        ForwardedMode forwarded = ForwardedMode.REPLACE;
        int retries = HttpClientConfig.DEFAULT_RETRIES;
        UpstreamLimits limits = UpstreamLimits.DEFAULT;
        UpstreamTimeouts timeouts = TIMEOUTS;
        Cursor options = cursor.mapping("options");
        if (options != null) {
            versions = HttpServerReader.versions(options);
            ownAuthority = UPSTREAM.equals(options.choice("authority", AUTHORITIES));
            forwarded = options.choice("forwarded", FORWARDED, forwarded);
            retries = Math.toIntExact(options.number("retries", RETRIES));
            limits = limits(options.mapping("limits"));
            timeouts = timeouts(options.mapping("timeouts"));
            if (options.has("authorization")) {
                options.problems()
                        .error(options.keyAt("authorization"), "not supported yet: credentials of an http client");
                options.node("authorization");
            }
            options.finish();
        }
        return new HttpClientConfig(
                name, cursor.at(), versions, ownAuthority, forwarded, retries, limits, timeouts, exits);
    }

    /** All requests go one way: the routes of the server before choose among clients. */
    private static Optional<Text> route(Cursor route) {
        for (String key : List.of("when", "with", "guarded")) {
            if (route.has(key)) {
                route.problems()
                        .error(
                                route.keyAt(key),
                                "not supported yet: \"" + key
                                        + "\" of an http client's routes; routes of the http server have it");
                route.node(key);
            }
        }
        return Optional.of(route.requireText("exit"));
    }

    private static UpstreamLimits limits(@Nullable Cursor limits) {
        if (limits == null) {
            return UpstreamLimits.DEFAULT;
        }
        var read = new UpstreamLimits(
                Math.toIntExact(limits.number("connections", CONNECTIONS)),
                Math.toIntExact(limits.number("waits", WAITS)));
        limits.finish();
        return read;
    }

    private static UpstreamTimeouts timeouts(@Nullable Cursor timeouts) {
        if (timeouts == null) {
            return TIMEOUTS;
        }
        var read = new UpstreamTimeouts(
                seconds(timeouts, "connect", TIMEOUTS.connect()),
                seconds(timeouts, "response", TIMEOUTS.response()),
                seconds(timeouts, "idle", TIMEOUTS.idle()),
                seconds(timeouts, "tunnel", TIMEOUTS.tunnel()),
                seconds(timeouts, "keep-alive", TIMEOUTS.keepAlive()));
        timeouts.finish();
        return read;
    }

    private static Duration seconds(Cursor timeouts, String key, Duration absent) {
        return Duration.ofSeconds(
                timeouts.number(key, new NumberRange(1, UpstreamTimeouts.MAX.toSeconds(), absent.toSeconds())));
    }
}
