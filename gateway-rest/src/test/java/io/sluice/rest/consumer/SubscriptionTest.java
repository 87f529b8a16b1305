package io.sluice.rest.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubscriptionTest {
    private final Subscription subscription = new Subscription();

    @Test
    void takesTopicsOnceAndSaysWhetherTheyAreOthers() {
        assertThat(subscription.toTopics(List.of("a", "b", "a"))).isTrue();
        assertThat(subscription.topics()).containsExactly("a", "b");
        assertThat(subscription.toTopics(List.of("b", "a"))).isFalse();
        assertThat(subscription.toTopics(List.of("b"))).isTrue();
    }

    @Test
    void staysWhatItIsWhenItCannotBecomeAnother() {
        subscription.toTopics(List.of("a"));

        assertThatThrownBy(() -> subscription.toPattern(".*")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(subscription::toPartitions).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> subscription.toTopics(List.of("b", ""))).isInstanceOf(IllegalArgumentException.class);

        assertThat(subscription.kind()).isEqualTo(Subscription.Kind.TOPICS);
        assertThat(subscription.topics()).containsExactly("a");
    }

    @Test
    void canBecomeAnythingWhenItIsCleared() {
        subscription.toPartitions();
        assertThat(subscription.isByGroup()).isFalse();
        subscription.clear();
        subscription.toPattern("a.*");

        assertThat(subscription.isByGroup()).isTrue();
        assertThat(subscription.topics()).isEmpty();
    }

    @Test
    void matchesWholeNames() {
        subscription.toPattern("a+");

        assertThat(subscription.rematch(List.of("a", "ab", "aa", "ba"))).isTrue();
        assertThat(subscription.topics()).containsExactly("a", "aa");
        assertThat(subscription.rematch(List.of("aa", "a", "x"))).isFalse();
        assertThat(subscription.rematch(List.of("aa"))).isTrue();
    }

    @Test
    void refusesPatternsThatAreNone() {
        assertThatThrownBy(() -> subscription.toPattern("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> subscription.toPattern("(?=a)b")).hasMessageContaining("not valid");
        assertThatThrownBy(() -> subscription.toPattern("a".repeat(1_001))).hasMessageContaining("at most 1000");
        assertThat(subscription.kind()).isEqualTo(Subscription.Kind.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{1000}){1000}){1000}", "((a?){50}){50}b", "(a*){1000}", "a{99999999999}"})
    void refusesPatternsThatTakeAllMemoryOrTheStack(String pattern) {
        assertThatThrownBy(() -> subscription.toPattern(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Topic pattern ");
        assertThat(subscription.kind()).isEqualTo(Subscription.Kind.NONE);
    }

    @Test
    void takesPatternsThatCountAndRepeat() {
        subscription.toPattern("[a-z]{1,50}-[0-9]{4}|(a+)+");
        subscription.toPattern("(".repeat(333) + "a" + ")*".repeat(333));
        subscription.rematch(List.of("a".repeat(249), "b"));

        assertThat(subscription.topics()).containsExactly("a".repeat(249));
    }
}
