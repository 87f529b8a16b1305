package io.sluice.http.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefreshBudgetTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void allowsABurstAndThenASteadyRate() {
        var budget = new RefreshBudget(2, Duration.ofSeconds(10), 0);

        assertThat(budget.take(0)).isTrue();
        assertThat(budget.take(0)).isTrue();
        assertThat(budget.take(9 * SECOND)).isFalse();
        assertThat(budget.take(10 * SECOND)).isTrue();
        assertThat(budget.take(19 * SECOND)).isFalse();
        assertThat(budget.take(20 * SECOND)).isTrue();
    }

    @Test
    void savesUpNoMoreThanABurst() {
        var budget = new RefreshBudget(2, Duration.ofSeconds(10), 0);

        assertThat(budget.take(3600 * SECOND)).isTrue();
        assertThat(budget.take(3600 * SECOND)).isTrue();
        assertThat(budget.take(3600 * SECOND)).isFalse();
    }
}
