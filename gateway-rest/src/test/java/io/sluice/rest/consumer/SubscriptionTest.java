package io.sluice.rest.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

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
}
