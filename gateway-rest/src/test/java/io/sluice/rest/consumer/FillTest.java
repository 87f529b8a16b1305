package io.sluice.rest.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FillTest {
    private static final int MANY = Integer.MAX_VALUE;

    @Test
    void takesRecordsAsLongAsTheirSumIsBelowTheMaximum() {
        var fill = new Fill(false, 0, 10, MANY);

        assertThat(fill.fits(0, 0, 9)).isTrue();
        assertThat(fill.fits(0, 0, 10)).isFalse();
        assertThat(fill.fits(5, 1, 4)).isTrue();
        assertThat(fill.fits(5, 1, 5)).isFalse();
        assertThat(fill.fits(9, 1, 0)).isTrue();
    }

    @Test
    void boundsTheNumberOfRecordsUnlessStrict() {
        assertThat(new Fill(false, 0, 10, 2).fits(0, 2, 1)).isFalse();
        assertThat(new Fill(true, 0, 10, 2).fits(0, 2, 1)).isTrue();
    }

    @Test
    void isReachedWithTheFirstRecordOrTheBytesAskedFor() {
        assertThat(new Fill(false, -1, 10, MANY).reached(0, 0)).isFalse();
        assertThat(new Fill(false, -1, 10, MANY).reached(0, 1)).isTrue();
        assertThat(new Fill(false, 5, 10, MANY).reached(4, 1)).isFalse();
        assertThat(new Fill(false, 5, 10, MANY).reached(5, 1)).isTrue();
        assertThat(new Fill(false, 5, 10, 2).reached(4, 2)).isTrue();
    }

    @Test
    void isReachedAsInTheOriginalWhenStrict() {
        assertThat(new Fill(true, -1, 10, MANY).reached(9, 9)).isFalse();
        assertThat(new Fill(true, 0, 10, MANY).reached(0, 1)).isFalse();
        assertThat(new Fill(true, 0, 10, MANY).reached(1, 1)).isTrue();
        assertThat(new Fill(true, 5, 10, MANY).reached(5, 1)).isFalse();
        assertThat(new Fill(true, 5, 10, MANY).reached(6, 1)).isTrue();
    }

    @Test
    void refusesRecordsThatNoSuchReadCanGiveUnlessStrict() {
        assertThat(new Fill(false, 0, 10, MANY).refuses(10)).isTrue();
        assertThat(new Fill(false, 0, 10, MANY).refuses(9)).isFalse();
        assertThat(new Fill(true, 0, 10, MANY).refuses(10)).isFalse();
    }

    @Test
    void allowsNoMoreThanTheSettings() {
        var settings = ConsumersSettings.defaults();
        var options = ConsumerOptions.defaults();
        long most = settings.maxResponseBytes();

        assertThat(Fill.of(settings, options, 0).maxBytes()).isEqualTo(most);
        assertThat(Fill.of(settings, options, -5).maxBytes()).isEqualTo(most);
        assertThat(Fill.of(settings, options, most + 1).maxBytes()).isEqualTo(most);
        assertThat(Fill.of(settings, options, 7).maxBytes()).isEqualTo(7);
    }
}
