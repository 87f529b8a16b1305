package io.sluice.cli;

import io.sluice.config.fold.TopologyText;
import io.sluice.config.load.GatewayModel;
import io.sluice.http.admin.ConfigStatus;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration again when it may have changed, and has the gateway run what it says.
 *
 * <p>One thread, {@code reload}, does so for whoever asks; those who ask while it has not begun to read are served by one
 * reading, so that a storm of changes ends with what the source holds in the end. A configuration that cannot run changes
 * nothing; the log and {@link #status} say why.
 */
final class Reloader implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Reloader.class);
    private static final int HASH_DIGITS = 12;
    private static final int MAX_CLOSING_SECONDS = 60;

    /** Why the source is read; of several reasons the last one here counts. */
    private enum Reason {
        /** It may have changed. What was refused is not tried again, and what was logged is not logged again. */
        LOOK,
        /** Somebody wants it. */
        DEMAND
    }

    private final ConfigSource source;
    private final Map<String, String> environment;
    private final RunningGateway gateway;
    private final Consumer<GatewayModel.Loaded> beforeStart;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        var created = new Thread(task, "reload");
        created.setDaemon(true);
        return created;
    });
    private final AtomicReference<@Nullable Reason> due = new AtomicReference<>();
    private byte[] running; // owned by the thread
    private byte[] tried; // the last that was read; owned by the thread
    private String unreadable = ""; // what the log last said of the source; owned by the thread
    private volatile boolean closed;
    private volatile ConfigStatus status;

    /**
     * A reloader that does nothing until it is asked.
     *
     * @param gateway runs {@code text}
     * @param beforeStart called with each configuration that can run, before it does
     */
    Reloader(
            ConfigSource source,
            byte[] text,
            Map<String, String> environment,
            RunningGateway gateway,
            Consumer<GatewayModel.Loaded> beforeStart) {
        this.source = source;
        this.environment = environment;
        this.gateway = gateway;
        this.beforeStart = beforeStart;
        this.running = text;
        this.tried = text;
        this.status = new ConfigStatus(source.name(), Instant.now(), hash(text), folded(), 0, 0, null);
    }

    /** Which configuration is running. Any thread. */
    ConfigStatus status() {
        return status;
    }

    /** Looks at the source from time to time. */
    void poll(Duration interval) {
        var unused = thread.scheduleWithFixedDelay(
                this::look, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The source may have changed. Any thread; returns at once. */
    void look() {
        ask(Reason.LOOK);
    }

    /** Somebody wants a reload. Any thread; returns at once. */
    void demand() {
        ask(Reason.DEMAND);
    }

    private void ask(Reason reason) {
        Reason before =
                due.getAndAccumulate(reason, (some, other) -> some == null || some.compareTo(other) < 0 ? other : some);
        if (before == null) {
            try {
                thread.execute(this::reload);
            } catch (RejectedExecutionException e) {
                LOGGER.atDebug().setCause(e).log("stopping");
            }
        }
    }

    private void reload() {
        Reason reason = Objects.requireNonNull(due.getAndSet(null), "somebody has asked");
        try {
            byte[] text = source.read();
            unreadable = "";
            boolean again = Arrays.equals(text, tried);
            tried = text;
            if (Arrays.equals(text, running)) {
                unchanged(reason);
            } else if (reason == Reason.DEMAND || !again) {
                take(text);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            unreadable(reason, e);
        } catch (RuntimeException e) {
            refused(Failures.lines(e), e);
        }
    }

    private void take(byte[] text) {
        GatewayModel.Loaded loaded = GatewayModel.load(source.name(), text, environment);
        Changes changes = gateway.replace(loaded, beforeStart);
        running = text;
        ConfigStatus before = status;
        var now = Instant.now();
        status = new ConfigStatus(
                source.name(),
                now,
                hash(text),
                folded(),
                before.accepted() + 1,
                before.refused(),
                new ConfigStatus.Attempt(now, List.of()));
        LOGGER.atInfo()
                .addKeyValue("source", source.name())
                .addKeyValue("hash", status.hash())
                .addKeyValue("listeners", changes.listeners())
                .addKeyValue("clusters", changes.clusters())
                .addKeyValue("routes", changes.routes())
                .log("configuration reloaded");
    }

    private void unchanged(Reason reason) {
        ConfigStatus.Attempt last = status.last();
        if (last != null && !last.problems().isEmpty()) {
            attempted(status.refused(), List.of());
            LOGGER.atInfo().addKeyValue("source", source.name()).log("configuration is again the one that is running");
        } else if (reason == Reason.DEMAND) {
            LOGGER.atInfo().addKeyValue("source", source.name()).log("configuration is unchanged");
        }
    }

    /** A server that is away is away at every poll: said once. */
    private void unreadable(Reason reason, IOException failure) {
        String why = String.valueOf(failure.getMessage());
        if (reason == Reason.DEMAND || !why.equals(unreadable)) {
            unreadable = why;
            refused(Failures.lines(failure), failure);
        }
    }

    private void refused(List<String> problems, Exception failure) {
        if (closed) {
            LOGGER.atDebug().setCause(failure).log("stopped while reloading");
            return;
        }
        problems.forEach(problem -> LOGGER.atWarn().log("{}", problem));
        var summary = LOGGER.atError()
                .addKeyValue("source", source.name())
                .addKeyValue("problems", problems.size())
                .addKeyValue("running", status.hash());
        if (Failures.isDefect(failure)) {
            summary = summary.setCause(failure);
        }
        summary.log("configuration refused; the one from before goes on");
        attempted(status.refused() + 1, problems);
    }

    private void attempted(long refused, List<String> problems) {
        ConfigStatus now = status;
        status = new ConfigStatus(
                now.source(),
                now.loaded(),
                now.hash(),
                now.folded(),
                now.accepted(),
                refused,
                new ConfigStatus.Attempt(Instant.now(), problems));
    }

    private List<String> folded() {
        return TopologyText.of(gateway.serving().topology()).lines().toList();
    }

    private static String hash(byte[] text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text);
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Begins nothing more; what has begun gives up, or is waited for, a minute at most. */
    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        try {
            if (!thread.awaitTermination(MAX_CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOGGER.atWarn().log("a reload does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
