package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void takesTheMiddleOfAnOddNumber() {
        assertThat(Spread.of(List.of(9.0, 1.0, 4.0))).isEqualTo(new Spread(1, 4, 9));
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddle() {
        assertThat(Spread.of(List.of(1.0, 8.0, 2.0, 4.0)).median()).isEqualTo(3);
    }

    @Test
    void isNotMeasuredWhenOneIsMissing() {
        assertThat(Spread.of(List.of(1.0, Double.NaN)).isMeasured()).isFalse();
        assertThat(Spread.of(List.of()).isMeasured()).isFalse();
    }

    @Test
    void interpolatesPercentiles() {
        double[] sorted = {0, 10, 20, 30};

        assertThat(Spread.percentile(sorted, 0)).isZero();
        assertThat(Spread.percentile(sorted, 99)).isCloseTo(29.7, within(1e-9));
        assertThat(Spread.percentile(sorted, 100)).isEqualTo(30);
    }

    @Test
    void hasNoPercentileOfNothing() {
        assertThatThrownBy(() -> Spread.percentile(new double[0], 50)).isInstanceOf(IllegalArgumentException.class);
    }
}
