package io.sluice.kafka.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicNamesTest {

    @ParameterizedTest
    @ValueSource(strings = {"items", "a", "A.b_c-9", "_items", "...", ".a"})
    void takesWhatKafkaTakes(String name) {
        assertThat(TopicNames.isUsable(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "__consumer_offsets",
                "__",
                "a/b",
                "a b",
                "a\n",
                "é",
                "a\u0000",
                "a:b",
                "a,b",
                "a*"
            })
    void refusesWhatKafkaRefusesAndItsOwn(String name) {
        assertThat(TopicNames.isUsable(name)).isFalse();
    }

    @Test
    void namesHaveAtMost249Characters() {
        assertThat(TopicNames.isUsable("a".repeat(249))).isTrue();
        assertThat(TopicNames.isUsable("a".repeat(250))).isFalse();
    }
}
