package io.sluice.cli;

import io.sluice.cli.recording.Recordings;
import io.sluice.config.ConfigProblem;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.Problems;
import io.sluice.config.fold.Listener;
import io.sluice.config.fold.TlsConfig;
import io.sluice.config.fold.Topology;
import io.sluice.config.load.GatewayModel;
import io.sluice.engine.Gateway;
import io.sluice.engine.ListenerPlan;
import io.sluice.engine.compile.GatewayCompiler;
import io.sluice.engine.cors.AccessControlHandler;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.share.SharedParts;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.ClusterHealth;
import io.sluice.engine.tls.TlsContext;
import io.sluice.http.HttpServerOptions;
import io.sluice.http.guard.Guards;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One configuration in operation: its guards, clusters and handlers, but for the sockets, which outlive it.
 *
 * <pre>
 *   opened --start--> started --serves--> serving --replaced--> ending --last request, or the bound--> closed
 *     +----refused------+------------------------------------------------------------------------------^
 * </pre>
 *
 * <p>What two generations have in common they share ({@link LivingParts}), so that closing one takes along only what the
 * other does not need. Opened, started and closed by one thread at a time.
 */
final class Generation implements AutoCloseable {
    private final GatewayModel.Loaded loaded;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Map<Address, Site> sites = new LinkedHashMap<>();
    private final Guards guards;
    private final Gateway gateway;

    /**
     * The place of a listener.
     *
     * @param nth counts those that ask for any free port of a host
     */
    record Address(String host, int port, int nth) {}

    /** What answers at an address. */
    record Site(Listener listener, HttpServerOptions options, RequestHandler handler) {}

    private Generation(GatewayModel.Loaded loaded, LivingParts parts) {
        this.loaded = loaded;
        try {
            Recordings.check(loaded.topology());
            guards = keep(parts.guards().open(loaded.config(), loaded.topology()));
            gateway = keep(GatewayCompiler.compile(loaded.topology(), parts.clusters(), parts.proxies()));
            build(gateway.listeners(), parts);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Opens what a configuration needs; nothing runs yet.
     *
     * @throws InvalidConfigException with all problems, if one of them keeps it from running; nothing is open then
     */
    static Generation open(GatewayModel.Loaded loaded, LivingParts parts) {
        return new Generation(loaded, parts);
    }

    private <T extends AutoCloseable> T keep(T part) {
        opened.add(part);
        return part;
    }

    private void build(List<ListenerPlan> plans, LivingParts parts) {
        Map<String, Integer> seen = new HashMap<>();
        var problems = new Problems();
        for (ListenerPlan plan : plans) {
            Listener listener = plan.listener();
            int nth = seen.merge(listener.host() + ' ' + listener.port(), 1, Integer::sum);
            try {
                HttpServerOptions options = ListenerOptions.of(listener, tls(listener.tls(), parts));
                sites.put(
                        new Address(listener.host(), listener.port(), nth), new Site(listener, options, handler(plan)));
            } catch (InvalidConfigException e) {
                problems.addAll(e.problems());
            }
        }
        if (problems.hasErrors()) {
            throw new InvalidConfigException(problems.inFileOrder());
        }
    }

    private @Nullable TlsContext tls(@Nullable TlsConfig config, LivingParts parts) {
        if (config == null) {
            return null;
        }
        SharedParts.Lease<LivingParts.ListenerTls> lease = keep(parts.tls(config));
        return lease.part().context();
    }

    /** Pages of other origins are looked at first: what a guard says, they can read only if they may. */
    private RequestHandler handler(ListenerPlan plan) {
        Listener listener = plan.listener();
        return AccessControlHandler.of(listener.http().accessControl(), guards.before(listener, plan.handler()));
    }

    /** Starts what runs in the background. Returns at once. */
    void start() {
        gateway.start();
        guards.start();
    }

    GatewayModel.Loaded loaded() {
        return loaded;
    }

    Topology topology() {
        return loaded.topology();
    }

    /** What the configuration's author should know. */
    List<ConfigProblem> warnings() {
        List<ConfigProblem> warnings = new ArrayList<>(loaded.warnings());
        warnings.addAll(gateway.warnings());
        return warnings;
    }

    /** What answers where, in file order. */
    Map<Address, Site> sites() {
        return sites;
    }

    /** How the clusters are doing. Any thread; never waits. */
    List<ClusterHealth> health() {
        return gateway.clusters().stream().map(Cluster::health).toList();
    }

    /** How long its requests may take at most, but for bodies that come slowly. */
    Duration longestRequest() {
        return sites.values().stream()
                .map(site -> site.options().idleTimeout())
                .max(Comparator.naturalOrder())
                .orElse(HttpServerOptions.DEFAULT_IDLE_TIMEOUT);
    }

    /** Ends waits that clients prefer, because the gateway is stopping. Returns at once. */
    void drain() {
        gateway.drain();
    }

    /** Lets go what it holds; what no other generation holds is closed, which may take half a minute. Once. */
    @Override
    public void close() {
        RuntimeException failure = null;
        for (int i = opened.size() - 1; i >= 0; i--) {
            try {
                opened.get(i).close();
            } catch (Exception e) { // the others are to be closed all the same
                failure = failure == null ? new IllegalStateException("cannot let go of a configuration") : failure;
                failure.addSuppressed(e);
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
