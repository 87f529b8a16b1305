package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls that need the partitions of an instance wait here while its group is giving them out, {@value #MOST_MILLIS} ms at
 * most. Owned by the loop's thread.
 */
final class Settling {
    private static final long MOST_MILLIS = 10_000;

    private final BrokerLoop loop;
    private final BooleanSupplier isSettled;
    private final Runnable hurry;
    private final List<Waiting> waiting = new ArrayList<>(0);

    /**
     * Nobody waits yet.
     *
     * @param hurry called when somebody begins to wait
     */
    Settling(BrokerLoop loop, BooleanSupplier isSettled, Runnable hurry) {
        this.loop = loop;
        this.isSettled = isSettled;
        this.hurry = hurry;
    }

    /** Does something when the group has given partitions, at once if none is to be waited for. */
    void then(CompletableFuture<?> answer, Runnable task) {
        if (isSettled.getAsBoolean()) {
            task.run();
            return;
        }
        var call = new Waiting(answer, task);
        call.late = loop.after(MOST_MILLIS, call::run);
        waiting.add(call);
        hurry.run();
    }

    /** The group has given partitions, or will not: does what waits. */
    void settled() {
        List.copyOf(waiting).forEach(Waiting::run);
    }

    private final class Waiting {
        private final CompletableFuture<?> answer;
        private final Runnable task;
        private @Nullable Timer late;

        private Waiting(CompletableFuture<?> answer, Runnable task) {
            this.answer = answer;
            this.task = task;
        }

        private void run() {
            waiting.remove(this);
            if (late != null) {
                late.cancel();
            }
            try {
                task.run();
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }
}
