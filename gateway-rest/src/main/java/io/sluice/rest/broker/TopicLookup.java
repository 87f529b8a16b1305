package io.sluice.rest.broker;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.protocol.Errors;

/** Asks for topics in batches: what is wanted while a request is on its way goes with the next one. */
final class TopicLookup {
    private final BiConsumer<Set<String>, Reply<Map<String, TopicMetadata>>> sender;
    private Map<String, List<Reply<TopicMetadata>>> next = new LinkedHashMap<>();
    private boolean asking;

    TopicLookup(BiConsumer<Set<String>, Reply<Map<String, TopicMetadata>>> sender) {
        this.sender = sender;
    }

    void ask(String topic, Reply<TopicMetadata> reply) {
        next.computeIfAbsent(topic, key -> new ArrayList<>()).add(reply);
        if (!asking) {
            send();
        }
    }

    private void send() {
        Map<String, List<Reply<TopicMetadata>>> batch = next;
        next = new LinkedHashMap<>();
        asking = true;
        sender.accept(batch.keySet(), Reply.of(topics -> answered(batch, topics), failure -> failed(batch, failure)));
    }

    private void answered(Map<String, List<Reply<TopicMetadata>>> batch, Map<String, TopicMetadata> topics) {
        goOn();
        batch.forEach((name, replies) -> {
            TopicMetadata topic = topics.getOrDefault(name, unknown(name));
            replies.forEach(reply -> reply.answered(topic));
        });
    }

    private void failed(Map<String, List<Reply<TopicMetadata>>> batch, KafkaException failure) {
        goOn();
        batch.values().forEach(replies -> replies.forEach(reply -> reply.failed(failure)));
    }

    private void goOn() {
        asking = false;
        if (!next.isEmpty()) {
            send();
        }
    }

    private static TopicMetadata unknown(String name) {
        return new TopicMetadata(name, Errors.UNKNOWN_TOPIC_OR_PARTITION, List.of());
    }
}
