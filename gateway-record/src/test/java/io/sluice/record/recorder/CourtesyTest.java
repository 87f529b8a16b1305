package io.sluice.record.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CourtesyTest {
    private static final long MILLI = 1_000_000;

    private final AtomicLong wall = new AtomicLong(5 * MILLI);
    private final AtomicLong cpu = new AtomicLong(2 * MILLI);
    private final Courtesy courtesy = new Courtesy(wall::get, cpu::get);

    private long restAfter(long wallNanos, long cpuNanos) {
        courtesy.begin();
        wall.addAndGet(wallNanos);
        cpu.addAndGet(cpuNanos);
        return courtesy.rest();
    }

    @Test
    void goesOnWhileThereAreCoresForAll() {
        assertThat(restAfter(10 * MILLI, 9 * MILLI)).isZero();
        assertThat(restAfter(0, 0)).isZero();
    }

    @Test
    void restsWhenItHadToWaitForACore() {
        assertThat(restAfter(10 * MILLI, 5 * MILLI)).isEqualTo(45 * MILLI);
        assertThat(restAfter(10 * MILLI, 9 * MILLI))
                .as("and no longer than that")
                .isZero();
    }

    @Test
    void restsForABoundedTime() {
        assertThat(restAfter(1_000 * MILLI, 500 * MILLI)).isEqualTo(200 * MILLI);
    }

    @Test
    void measuresTheThreadThatUsesIt() {
        Courtesy real = Courtesy.ofSystem();
        real.begin();

        assertThat(real.rest()).isBetween(0L, 200 * MILLI);
    }
}
