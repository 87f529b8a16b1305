package io.sluice.cli;

import io.sluice.config.AddressRange;
import io.sluice.config.ConfigProblem;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.ProduceConfig;
import io.sluice.config.Quoted;
import io.sluice.config.Text;
import io.sluice.config.UpstreamTimeouts;
import io.sluice.config.WithConfig;
import io.sluice.config.fold.ConnectionCondition;
import io.sluice.config.fold.HttpKafkaTarget;
import io.sluice.config.fold.Listener;
import io.sluice.config.fold.RestTarget;
import io.sluice.config.fold.RouteTarget;
import io.sluice.config.fold.UpstreamTarget;
import io.sluice.engine.tls.TlsContext;
import io.sluice.http.ConnectionLimits;
import io.sluice.http.HttpServerOptions;
import io.sluice.http.HttpVersions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a listener's configuration means to the server. Stateless. */
final class ListenerOptions {
    /** How long a stop waits for requests. */
    static final Duration DRAIN = Duration.ofSeconds(10);

    private ListenerOptions() {}

    /** The options of a listener; {@code tls} is null for plain text. */
    static HttpServerOptions of(Listener listener, @Nullable TlsContext tls) {
        var limits = listener.http().limits();
        boolean http1 = speaks(listener, "http/1.1");
        boolean http2 = speaks(listener, "h2") && (tls == null || tls.offersHttp2());
        return new HttpServerOptions(
                listener.host(),
                listener.port(),
                Math.toIntExact(limits.bodyBytes()),
                limits.headerBytes(),
                HttpVersions.of(http1 || !http2, http2),
                DRAIN,
                idleTimeout(listener),
                new ConnectionLimits(
                        limits.connections(), limits.waits(), limits.idle(), limits.read(), admitted(listener)),
                tls);
    }

    private static boolean speaks(Listener listener, String version) {
        List<Text> versions = listener.http().versions();
        return versions.isEmpty()
                || versions.stream().anyMatch(known -> known.value().equals(version));
    }

    /** What the conditions say of a connection; names are looked up here and not for each connection. */
    private static BiPredicate<InetAddress, InetAddress> admitted(Listener listener) {
        if (listener.when().isEmpty()) {
            return (peer, local) -> true;
        }
        BiPredicate<InetAddress, InetAddress> any = (peer, local) -> false;
        for (ConnectionCondition condition : listener.when()) {
            AddressRange range = condition.peer();
            Set<InetAddress> named = addresses(condition.authority());
            any = any.or((peer, local) ->
                    (range == null || range.contains(peer)) && (named == null || named.contains(local)));
        }
        return any;
    }

    private static @Nullable Set<InetAddress> addresses(@Nullable Text authority) {
        if (authority == null || authority.value().equals("*")) {
            return null;
        }
        try {
            return Set.of(InetAddress.getAllByName(authority.value()));
        } catch (UnknownHostException e) {
            throw new InvalidConfigException(List.of(ConfigProblem.error(
                    authority.at(),
                    "no address of this name: " + Quoted.of(authority.value())
                            + " (expected: a name or address of this machine)")));
        }
    }

    /** A connection is not idle while a request may still be waiting on it. */
    private static Duration idleTimeout(Listener listener) {
        Duration longest = listener.routes().stream()
                .flatMap(route -> waits(route.target()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO)
                .plusMinutes(1);
        return longest.compareTo(HttpServerOptions.DEFAULT_IDLE_TIMEOUT) > 0
                ? longest
                : HttpServerOptions.DEFAULT_IDLE_TIMEOUT;
    }

    private static Stream<Duration> waits(RouteTarget target) {
        if (target instanceof HttpKafkaTarget kafka) {
            return kafka.routes().stream()
                    .map(route -> longestWait(
                            kafka.proxy().limits().maxWait(), route.route().with()));
        }
        if (target instanceof RestTarget rest) {
            return Stream.of(
                    rest.proxy().limits().maxWait(), rest.proxy().consumers().requestTimeout());
        }
        if (target instanceof UpstreamTarget upstream) {
            UpstreamTimeouts timeouts = upstream.client().timeouts();
            return Stream.of(timeouts.connect().plus(timeouts.response()), timeouts.idle());
        }
        throw new AssertionError(target);
    }

    private static Duration longestWait(Duration preferred, WithConfig with) {
        return with instanceof ProduceConfig produce ? preferred.plus(produce.timeout()) : preferred;
    }
}
