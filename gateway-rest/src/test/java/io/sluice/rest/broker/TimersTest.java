package io.sluice.rest.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimersTest {
    private final Timers timers = new Timers();
    private final List<String> ran = new ArrayList<>();

    private void runDue(long now) {
        for (Timer due = timers.takeDue(now); due != null; due = timers.takeDue(now)) {
            due.run();
        }
    }

    @Test
    void runsWhatIsDueInTheOrderOfTimeAndThenOfComing() {
        timers.add(20, () -> ran.add("late"));
        timers.add(10, () -> ran.add("first"));
        timers.add(10, () -> ran.add("second"));
        timers.add(30, () -> ran.add("later"));

        runDue(20);

        assertThat(ran).containsExactly("first", "second", "late");
    }

    @Test
    void forgetsWhatIsCancelled() {
        Timer cancelled = timers.add(10, () -> ran.add("cancelled"));
        timers.add(10, () -> ran.add("kept"));

        cancelled.cancel();
        runDue(10);
        cancelled.cancel();

        assertThat(ran).containsExactly("kept");
    }

    @Test
    void saysHowLongToWait() {
        assertThat(timers.untilNext(5, 100)).isEqualTo(100);
        timers.add(10, () -> {});

        assertThat(timers.untilNext(5, 100)).isEqualTo(5);
        assertThat(timers.untilNext(5, 3)).isEqualTo(3);
        assertThat(timers.untilNext(50, 100)).isZero();
    }
}
