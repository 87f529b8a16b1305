package io.sluice.cli;

import io.sluice.config.ConfigProblem;
import io.sluice.config.load.GatewayModel;
import io.sluice.engine.spi.ClusterHealth;
import io.sluice.http.HttpEdge;
import io.sluice.http.HttpServer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sockets of a gateway, the {@link Generation} that serves on them, and those before it whose last requests have not
 * ended.
 *
 * <pre>
 *   empty --start--> serving --replace--> serving (the next generation; the one before is ending)
 *                       |  ^----refused------+
 *                       +--close--> closed
 * </pre>
 *
 * <p>A replacement starts what is new, opens the sockets that are new, waits until the topics that are new have been read,
 * and only then changes over, one reference for each listener. Until then nothing of what serves has been touched, so
 * that it can be refused. Generations that have been replaced are closed by the thread {@code ending}, when their last
 * request has ended, or after the longest time that one of their requests may take.
 *
 * <p>One replacement or {@link #close} at a time, others wait; no method is for I/O threads, but for {@link #health}.
 */
final class RunningGateway implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(RunningGateway.class);
    private static final Duration MAX_SETTLING = Duration.ofSeconds(30);
    private static final long LOOK_MILLIS = 20;
    private static final int MAX_ENDING = 32;
    private static final int MAX_CLOSING_SECONDS = 40;

    private final LivingParts parts;
    private final Observation observation;
    private final HttpEdge edge;
    private final Map<Generation.Address, HttpServer> servers = new LinkedHashMap<>(); // guarded by this
    private final Queue<EndingGeneration> ending = new ConcurrentLinkedQueue<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final ScheduledThreadPoolExecutor closer = new ScheduledThreadPoolExecutor(1, task -> {
        var thread = new Thread(task, "ending");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Generation serving;

    /** A gateway that serves nothing yet. */
    RunningGateway(LivingParts parts, Observation observation) {
        this.parts = parts;
        this.edge = parts.edge();
        this.observation = observation;
        closer.setRemoveOnCancelPolicy(true);
        closer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy()); // after close: all is closed there
    }

    /**
     * Starts the first generation.
     *
     * @throws io.sluice.config.InvalidConfigException if the configuration cannot run
     * @throws io.sluice.http.ListenException if an address cannot be had
     */
    synchronized void start(GatewayModel.Loaded loaded) {
        Generation first = Generation.open(loaded, parts);
        warn(first);
        try {
            first.start();
            openServers(first);
        } catch (RuntimeException e) {
            refuse(first, e);
            throw e;
        }
        serving = first;
    }

    /**
     * Puts another generation in the place of the one that serves. If it fails, that one has not noticed.
     *
     * @param beforeStart called when the configuration is known to be able to run, with nothing running yet
     * @throws io.sluice.config.InvalidConfigException if the configuration cannot run
     * @throws io.sluice.http.ListenException if an address cannot be had
     * @throws IllegalStateException if the gateway is stopping
     */
    synchronized Changes replace(GatewayModel.Loaded loaded, Consumer<GatewayModel.Loaded> beforeStart) {
        Generation former = Objects.requireNonNull(serving, "not started");
        requireNotStopping();
        Generation next = Generation.open(loaded, parts);
        List<Generation.Address> opened = List.of();
        try {
            warn(next);
            observation.warnOfChanges(loaded);
            beforeStart.accept(loaded);
            next.start();
            opened = openServers(next);
            awaitSettled(next);
            requireNotStopping();
        } catch (RuntimeException e) {
            closeServers(opened);
            refuse(next, e);
            throw e;
        }
        Changes changes = Changes.between(former, next);
        changeOver(former, next);
        return changes;
    }

    private static void warn(Generation generation) {
        for (ConfigProblem warning : generation.warnings()) {
            LOGGER.atWarn().log("{}", warning);
        }
    }

    private static void refuse(Generation generation, RuntimeException cause) {
        try {
            generation.close();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private void requireNotStopping() {
        if (stopping.getCount() == 0) {
            throw new IllegalStateException("the gateway is stopping");
        }
    }

    /** Opens the addresses that are not open yet: all of them or none. */
    private List<Generation.Address> openServers(Generation generation) {
        List<Generation.Address> opened = new ArrayList<>();
        try {
            generation.sites().forEach((address, site) -> {
                if (!servers.containsKey(address)) {
                    HttpServer server =
                            edge.open(site.options(), site.handler(), observation.exchanges(site.listener()));
                    observation.opened(site.listener(), server);
                    servers.put(address, server);
                    opened.add(address);
                    LOGGER.atInfo().addKeyValue("uri", server.uri()).log("listening");
                }
            });
        } catch (RuntimeException e) {
            closeServers(opened);
            throw e;
        }
        return opened;
    }

    private void closeServers(List<Generation.Address> addresses) {
        addresses.forEach(address -> {
            HttpServer server = Objects.requireNonNull(servers.remove(address));
            observation.closed(server);
            server.close(Duration.ZERO);
        });
    }

    /** What has to be read first would be answered with 503 otherwise, where the former generation had an answer. */
    private void awaitSettled(Generation next) {
        long deadline = System.nanoTime() + MAX_SETTLING.toNanos();
        try {
            while (next.health().stream().anyMatch(ClusterHealth::isSettling)) {
                if (System.nanoTime() - deadline > 0) {
                    LOGGER.atWarn()
                            .addKeyValue("seconds", MAX_SETTLING.toSeconds())
                            .log("not all topics of the new configuration have been read; going on without them");
                    return;
                }
                if (stopping.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the gateway is stopping", e);
        }
    }

    private void changeOver(Generation former, Generation next) {
        List<HttpServer> removed = new ArrayList<>();
        former.sites().keySet().stream()
                .filter(address -> !next.sites().containsKey(address))
                .forEach(address -> removed.add(Objects.requireNonNull(servers.remove(address))));
        var end = new EndingGeneration(former, removed, former.sites().size(), this::warnOfEnd, ending::remove, closer);
        ending.add(end);
        serving = next;
        next.sites().forEach((address, site) -> {
            if (former.sites().containsKey(address)) {
                HttpServer server = Objects.requireNonNull(servers.get(address));
                server.replace(site.options(), site.handler(), observation.exchanges(site.listener()), end::partEnded);
                observation.opened(site.listener(), server);
            }
        });
        removed.forEach(server -> {
            LOGGER.atInfo().addKeyValue("uri", server.uri()).log("listening no more");
            observation.closed(server);
            server.drain(end::partEnded);
        });
        end.startCounting();
        EndingGeneration eldest = ending.peek();
        if (ending.size() > MAX_ENDING && eldest != null) {
            eldest.endNow();
        }
    }

    private void warnOfEnd(Generation generation) {
        LOGGER.atWarn()
                .addKeyValue("seconds", generation.longestRequest().toSeconds())
                .log(
                        "requests of a former configuration run on; the topics and listeners that only they need are closed");
    }

    /** Where it listens, in file order. */
    synchronized List<URI> addresses() {
        Generation generation = Objects.requireNonNull(serving, "not started");
        return generation.sites().keySet().stream()
                .map(address -> Objects.requireNonNull(servers.get(address)).uri())
                .toList();
    }

    /** What serves. */
    Generation serving() {
        return Objects.requireNonNull(serving, "not started");
    }

    /** How many former generations have not been closed yet. */
    int ending() {
        return ending.size();
    }

    /** How the clusters are doing. Any thread; never waits. */
    List<ClusterHealth> health() {
        return serving().health();
    }

    /** The I/O threads, for listeners that do not belong to the configuration. */
    HttpEdge edge() {
        return edge;
    }

    /** Stops accepting, finishes what runs within ten seconds, and lets everything go. */
    @Override
    public void close() {
        stopping.countDown(); // a replacement that is waiting gives up
        closeAll();
    }

    private synchronized void closeAll() {
        Generation last = serving;
        List<EndingGeneration> former = List.copyOf(ending);
        former.forEach(EndingGeneration::drain);
        if (last != null) {
            last.drain();
        }
        edge.close(ListenerOptions.DRAIN);
        former.forEach(EndingGeneration::endNow);
        closer.shutdown();
        try {
            if (!closer.awaitTermination(MAX_CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.atWarn().log("former configurations do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (last != null) {
            last.close();
        }
    }
}
