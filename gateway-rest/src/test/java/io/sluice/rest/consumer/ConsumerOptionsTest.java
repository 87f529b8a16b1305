package io.sluice.rest.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsumerOptionsTest {

    @Test
    void readsResetPolicies() {
        assertThat(ResetPolicy.parse("earliest").kind()).isEqualTo(ResetPolicy.Kind.EARLIEST);
        assertThat(ResetPolicy.parse("latest")).isEqualTo(ResetPolicy.LATEST);
        assertThat(ResetPolicy.parse("none").kind()).isEqualTo(ResetPolicy.Kind.NONE);
        assertThat(ResetPolicy.parse("by_duration:PT1H"))
                .isEqualTo(new ResetPolicy(ResetPolicy.Kind.BY_DURATION, Duration.ofHours(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Earliest", "by_duration:", "by_duration:1h", "by_duration:-PT1S", "newest"})
    void refusesOtherResetPolicies(String text) {
        assertThatThrownBy(() -> ResetPolicy.parse(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("auto.offset.reset");
    }

    @Test
    void boundsTheBytesThatAReadWaitsForWithTheWordsOfTheOriginal() {
        var options = ConsumerOptions.defaults();

        assertThat(options.withFetchMinBytes(10_000_000).fetchMinBytes()).isEqualTo(10_000_000);
        assertThatThrownBy(() -> options.withFetchMinBytes(-2))
                .hasMessage("Invalid value -2 for configuration fetch.min.bytes: Value must be at least -1");
        assertThatThrownBy(() -> options.withFetchMinBytes(10_000_001))
                .hasMessageEndingWith("Value must be no more than 10000000");
    }

    @Test
    void refusesStartsBeforeTheBeginning() {
        assertThatThrownBy(() -> Start.offset(-1)).hasMessage("offset: -1 (expected: 0 or more)");
        assertThatThrownBy(() -> Start.timestamp(-1)).hasMessage("timestamp: -1 (expected: 0 or more)");
    }
}
