package io.sluice.http.guard;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys that are fetched by a thread of their own: at the start, again every few minutes so that withdrawn keys go, and
 * when a token names a key that is not known yet. As long as the issuer does not answer, the last keys stay.
 */
final class RemoteKeys implements KeySource {
    private static final Logger LOGGER = LoggerFactory.getLogger(RemoteKeys.class);
    private static final Duration INTERVAL = Duration.ofMinutes(5);
    private static final Duration FIRST_RETRY = Duration.ofMillis(500);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);
    private static final Duration DEMAND_INTERVAL = Duration.ofSeconds(10);
    private static final int DEMAND_BURST = 5;
    private static final int MAX_WAITING = 1_000;

    private final String guard;
    private final KeyFetcher fetcher;
    private final ScheduledThreadPoolExecutor thread;
    private final Object lock = new Object();
    private final List<Runnable> waiting = new ArrayList<>(); // guarded by lock
    private final RefreshBudget budget = new RefreshBudget(DEMAND_BURST, DEMAND_INTERVAL, System.nanoTime()); // by lock
    private volatile @Nullable Fetched fetched;
    private Duration retry = FIRST_RETRY; // owned by the thread

    RemoteKeys(String guard, KeyFetcher fetcher) {
        this.guard = guard;
        this.fetcher = fetcher;
        this.thread = new ScheduledThreadPoolExecutor(1, runnable -> {
            var created = new Thread(runnable, "keys-" + guard);
            created.setDaemon(true);
            return created;
        });
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public void start() {
        thread.execute(this::fetchAndGoOn);
    }

    @Override
    public @Nullable VerificationKeys current() {
        Fetched last = fetched;
        return last == null ? null : last.keys();
    }

    @Override
    public Refresh refresh(Runnable whenDone) {
        synchronized (lock) {
            if (waiting.size() >= MAX_WAITING) {
                return Refresh.FULL;
            }
            if (waiting.isEmpty()) {
                if (!budget.take(System.nanoTime())) {
                    return Refresh.RECENT;
                }
                try {
                    thread.execute(this::fetchOnDemand);
                } catch (RejectedExecutionException e) {
                    LOGGER.atDebug().setCause(e).log("closed");
                    return Refresh.RECENT;
                }
            }
            waiting.add(whenDone);
            return Refresh.COMING;
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void fetchOnDemand() {
        try {
            fetch();
        } finally {
            List<Runnable> done;
            synchronized (lock) {
                done = List.copyOf(waiting);
                waiting.clear();
            }
            done.forEach(Runnable::run);
        }
    }

    private void fetchAndGoOn() {
        Duration pause = INTERVAL;
        if (fetch()) {
            retry = FIRST_RETRY;
        } else if (fetched == null) {
            pause = retry;
            retry = retry.multipliedBy(2).compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : retry.multipliedBy(2);
        } else {
            pause = LONGEST_RETRY;
        }
        try {
            var unused = thread.schedule(this::fetchAndGoOn, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOGGER.atDebug().setCause(e).log("closed");
        }
    }

    /** False if there was no answer to use. */
    private boolean fetch() {
        try {
            Fetched answer = fetcher.fetch();
            Fetched last = fetched;
            if (last == null || !last.text().equals(answer.text())) {
                fetched = answer;
                LOGGER.atInfo()
                        .addKeyValue("guard", guard)
                        .addKeyValue("keys", answer.keys().size())
                        .log("keys fetched");
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (IOException | RuntimeException e) {
            LOGGER.atWarn()
                    .addKeyValue("guard", guard)
                    .addKeyValue("error", e.getMessage())
                    .log(fetched == null ? "no keys yet: requests with a token get 503" : "keys not refreshed");
            return false;
        }
    }
}
