package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.Reply;
import io.sluice.rest.broker.Timer;
import io.sluice.rest.broker.TopicMetadata;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Looks from time to time which topics there are: whether a pattern matches others, whether the group's topics have other
 * partitions than were given to its members, whether topics are invalid or forbidden. Owned by the loop's thread.
 */
final class TopicWatch {
    private static final long FRESH_MILLIS = 500;
    private static final long SOON_MILLIS = 1_000; // when something is missing

    private final BrokerLoop loop;
    private final Subscription subscription;
    private final Membership membership;
    private final long intervalMillis;
    private @Nullable Timer timer;
    private @Nullable KafkaException problem;

    TopicWatch(BrokerLoop loop, Subscription subscription, Membership membership, long intervalMillis) {
        this.loop = loop;
        this.subscription = subscription;
        this.membership = membership;
        this.intervalMillis = intervalMillis;
    }

    /** Why the topics cannot be read, as far as is known; null if they can. */
    @Nullable KafkaException problem() {
        return problem;
    }

    /**
     * Looks now, and from now on until {@link #stop}.
     *
     * @param reply told the topics that are subscribed to
     */
    void start(Reply<Map<String, TopicMetadata>> reply) {
        stop();
        look(FRESH_MILLIS, reply);
    }

    /** Looks no more. */
    void stop() {
        problem = null;
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void look(long maxAgeMillis, Reply<Map<String, TopicMetadata>> reply) {
        if (subscription.kind() == Subscription.Kind.PATTERN) {
            loop.metadata()
                    .names(
                            maxAgeMillis,
                            Reply.of(
                                    names -> {
                                        if (subscription.rematch(names)) {
                                            membership.rejoin();
                                        }
                                        lookAtTopics(maxAgeMillis, reply);
                                    },
                                    failure -> again(SOON_MILLIS, reply, failure)));
        } else {
            lookAtTopics(maxAgeMillis, reply);
        }
    }

    private void lookAtTopics(long maxAgeMillis, Reply<Map<String, TopicMetadata>> reply) {
        Set<String> all = new LinkedHashSet<>(subscription.topics());
        all.addAll(membership.led().keySet());
        loop.metadata()
                .topics(
                        all,
                        true,
                        maxAgeMillis,
                        Reply.of(
                                topics -> {
                                    problem = problem(topics);
                                    boolean changed = membership.led().entrySet().stream()
                                            .anyMatch(led -> {
                                                TopicMetadata topic = topics.get(led.getKey());
                                                return topic != null
                                                        && topic.partitions().size() != led.getValue();
                                            });
                                    if (changed) {
                                        membership.rejoin();
                                    }
                                    boolean missing =
                                            topics.values().stream().anyMatch(topic -> topic.error() != Errors.NONE);
                                    schedule(missing ? SOON_MILLIS : intervalMillis);
                                    reply.answered(topics);
                                },
                                failure -> again(SOON_MILLIS, reply, failure)));
    }

    private void again(long millis, Reply<Map<String, TopicMetadata>> reply, KafkaException failure) {
        schedule(millis);
        reply.failed(failure);
    }

    private void schedule(long millis) {
        if (timer != null) {
            timer.cancel();
        }
        if (subscription.isByGroup()) {
            timer = loop.after(
                    Math.min(millis, intervalMillis),
                    () -> look(Math.min(millis, intervalMillis) / 2, Reply.of(topics -> {}, failure -> {})));
        }
    }

    private @Nullable KafkaException problem(Map<String, TopicMetadata> topics) {
        Set<String> invalid = withError(topics, Errors.INVALID_TOPIC_EXCEPTION);
        if (!invalid.isEmpty()) {
            return new InvalidTopicException("Invalid topics: " + invalid, invalid);
        }
        Set<String> forbidden = withError(topics, Errors.TOPIC_AUTHORIZATION_FAILED);
        return forbidden.isEmpty() ? null : new TopicAuthorizationException(forbidden);
    }

    private Set<String> withError(Map<String, TopicMetadata> topics, Errors error) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : subscription.topics()) {
            TopicMetadata topic = topics.get(name);
            if (topic != null && topic.error() == error) {
                names.add(name);
            }
        }
        return names;
    }
}
