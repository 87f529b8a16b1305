package io.sluice.record.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CourtesyTest {
    private static final long MILLI = 1_000_000;

    private final AtomicLong clock = new AtomicLong(5 * MILLI);
    private final AtomicLong used = new AtomicLong(2 * MILLI);
    private final AtomicReference<Double> idle = new AtomicReference<>(1.5);
    private final Courtesy courtesy = new Courtesy(clock::get, used::get, idle::get);

    /** For how long it rests after a batch that ends so much later, and used so much of a core. */
    private long restAfter(long later, long nanos) {
        courtesy.begin();
        clock.addAndGet(later);
        used.addAndGet(nanos);
        return courtesy.rest();
    }

    @Test
    void goesOnWhileThereIsACoreToSpare() {
        assertThat(restAfter(300 * MILLI, 9 * MILLI)).isZero();
        assertThat(restAfter(300 * MILLI, 9 * MILLI)).isZero();
    }

    @Test
    void restsWhileAllCoresAreBusy() {
        idle.set(0.02);
        assertThat(restAfter(10 * MILLI, 5 * MILLI)).as("not looked yet").isZero();

        assertThat(restAfter(300 * MILLI, 5 * MILLI)).isEqualTo(95 * MILLI);
        assertThat(courtesy.isPressed()).isTrue();
        idle.set(1.5);
        assertThat(restAfter(10 * MILLI, 1 * MILLI)).as("not looked again").isEqualTo(19 * MILLI);
        assertThat(restAfter(300 * MILLI, 5 * MILLI)).isZero();
        assertThat(courtesy.isPressed()).isFalse();
    }

    @Test
    void takesUpWhatIsIdle() {
        idle.set(0.25);

        assertThat(restAfter(300 * MILLI, 5 * MILLI)).isEqualTo(15 * MILLI);
        assertThat(courtesy.isPressed()).isFalse();
    }

    @Test
    void restsForABoundedTime() {
        idle.set(0.0);

        assertThat(restAfter(1_000 * MILLI, 500 * MILLI)).isEqualTo(200 * MILLI);
    }

    @Test
    void measuresTheMachine() {
        Courtesy real = Courtesy.ofSystem();
        real.begin();

        assertThat(real.rest()).isBetween(0L, 200 * MILLI);
    }
}
