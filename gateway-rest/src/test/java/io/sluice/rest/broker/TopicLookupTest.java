package io.sluice.rest.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class TopicLookupTest {
    private final List<Set<String>> asked = new ArrayList<>();
    private final List<Reply<Map<String, TopicMetadata>>> replies = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final TopicLookup lookup = new TopicLookup((topics, reply) -> {
        asked.add(Set.copyOf(topics));
        replies.add(reply);
    });

    private void ask(String topic) {
        lookup.ask(
                topic,
                Reply.of(
                        found -> told.add(found.name() + ' ' + found.error()),
                        failure -> told.add(topic + ' ' + failure.getMessage())));
    }

    @Test
    void asksTogetherForWhatCameWhileItWasAsking() {
        ask("a");
        ask("b");
        ask("c");
        ask("b");
        assertThat(asked).containsExactly(Set.of("a"));

        replies.get(0).answered(Map.of("a", new TopicMetadata("a", Errors.NONE, List.of())));
        assertThat(asked).containsExactly(Set.of("a"), Set.of("b", "c"));
        replies.get(1).answered(Map.of("c", new TopicMetadata("c", Errors.NONE, List.of())));

        assertThat(told)
                .containsExactly("a NONE", "b UNKNOWN_TOPIC_OR_PARTITION", "b UNKNOWN_TOPIC_OR_PARTITION", "c NONE");
    }

    @Test
    void goesOnAfterAFailure() {
        ask("a");
        ask("b");

        replies.get(0).failed(new KafkaException("away"));

        assertThat(told).containsExactly("a away");
        assertThat(asked).containsExactly(Set.of("a"), Set.of("b"));
    }
}
