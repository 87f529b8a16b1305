package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class IoThreadQueueTest {

    @Test
    void wakesTheThreadOnceForManyActions() {
        var wakeUps = new ArrayDeque<Runnable>();
        var queue = new IoThreadQueue(wakeUps::add);
        var done = new ArrayList<Integer>();

        for (int i = 0; i < 100; i++) {
            int number = i;
            queue.post(() -> done.add(number));
        }

        assertThat(wakeUps).hasSize(1);
        wakeUps.remove().run();
        assertThat(done).hasSize(100).isSorted();
        queue.post(() -> done.add(100));
        assertThat(wakeUps).hasSize(1);
    }

    @Test
    void letsTheThreadBreatheBetweenRuns() {
        var wakeUps = new ArrayDeque<Runnable>();
        var queue = new IoThreadQueue(wakeUps::add);
        var done = new ArrayList<Integer>();
        for (int i = 0; i < 1_000; i++) {
            queue.post(() -> done.add(1));
        }

        wakeUps.remove().run();

        assertThat(done).hasSizeLessThan(1_000);
        while (!wakeUps.isEmpty()) {
            wakeUps.remove().run();
        }
        assertThat(done).hasSize(1_000);
    }

    @Test
    void goesOnAfterAnActionThatFails() {
        var wakeUps = new ArrayDeque<Runnable>();
        var queue = new IoThreadQueue(wakeUps::add);
        var done = new ArrayList<Integer>();
        queue.post(() -> {
            throw new IllegalStateException("bug");
        });
        queue.post(() -> done.add(1));

        wakeUps.remove().run();

        assertThat(done).containsExactly(1);
    }

    @Test
    void forgetsActionsOfAThreadThatHasStopped() {
        var queue = new IoThreadQueue(action -> {
            throw new RejectedExecutionException("stopped");
        });
        var done = new ArrayList<Integer>();

        queue.post(() -> done.add(1));

        assertThat(done).isEmpty();
    }
}
