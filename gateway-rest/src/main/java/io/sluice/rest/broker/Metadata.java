package io.sluice.rest.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;
import org.apache.kafka.common.requests.MetadataRequest;
import org.apache.kafka.common.requests.MetadataResponse;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a cluster's topics and brokers. Answers are kept for whoever is content with their age, of the {@value
 * #MAX_TOPICS} topics used last. Owned by the loop's thread.
 */
public final class Metadata {
    private static final int MAX_TOPICS = 10_000;
    private static final int REQUEST_MILLIS = 5_000;
    private static final long TIMEOUT_MILLIS = 15_000;
    private static final long ERROR_AGE_MILLIS = 500; // a missing topic may be there at any moment

    private record Known(TopicMetadata topic, long since) {}

    private record Names(List<String> topics, long since) {}

    private final BrokerLoop loop;
    private final Brokers brokers;
    private final TopicLookup asking = new TopicLookup((topics, reply) -> ask(topics, false, reply));
    private final TopicLookup creating = new TopicLookup((topics, reply) -> ask(topics, true, reply));
    private final Map<String, Known> topics = new LinkedHashMap<>(16, 0.75f, true);
    private final List<Reply<List<String>>> waitForNames = new ArrayList<>();
    private @Nullable Names names;

    Metadata(BrokerLoop loop, Brokers brokers) {
        this.loop = loop;
        this.brokers = brokers;
    }

    /**
     * What the cluster says of a topic; that it is unknown or forbidden is an answer as well.
     *
     * @param allowAutoCreate whether the broker may create it when its settings say so
     * @param maxAgeMillis how old the answer may be; 0 asks the cluster
     */
    public void topic(String name, boolean allowAutoCreate, long maxAgeMillis, Reply<TopicMetadata> reply) {
        Known known = topics.get(name);
        if (!Topic.isValid(name)) {
            reply.answered(new TopicMetadata(name, Errors.INVALID_TOPIC_EXCEPTION, List.of()));
        } else if (known != null && loop.now() - known.since() < keep(known.topic(), maxAgeMillis)) {
            reply.answered(known.topic());
        } else {
            (allowAutoCreate ? creating : asking).ask(name, reply);
        }
    }

    /** The same for several topics. */
    public void topics(
            Collection<String> wanted,
            boolean allowAutoCreate,
            long maxAgeMillis,
            Reply<Map<String, TopicMetadata>> reply) {
        Set<String> distinct = new LinkedHashSet<>(wanted);
        var gathering = new Gathering<>(distinct.size(), reply);
        distinct.forEach(name -> topic(name, allowAutoCreate, maxAgeMillis, gathering.part(name)));
    }

    /** The names of all topics but internal ones. */
    public void names(long maxAgeMillis, Reply<List<String>> reply) {
        if (names != null && loop.now() - names.since() < maxAgeMillis) {
            reply.answered(names.topics());
            return;
        }
        waitForNames.add(reply);
        if (waitForNames.size() == 1) {
            request(MetadataRequest.Builder.allTopics(), Reply.of(this::named, failure -> {
                List<Reply<List<String>>> all = List.copyOf(waitForNames);
                waitForNames.clear();
                all.forEach(waiting -> waiting.failed(failure));
            }));
        }
    }

    /** The broker that leads a partition; null if that is not known or there is none. */
    public @Nullable Node leader(TopicPartition partition) {
        Known known = topics.get(partition.topic());
        if (known == null || partition.partition() < 0) {
            return null;
        }
        List<TopicMetadata.Partition> partitions = known.topic().partitions();
        return partition.partition() < partitions.size()
                ? brokers.find(partitions.get(partition.partition()).leader())
                : null;
    }

    /** Forgets what is known of a topic, because a broker said otherwise. */
    public void forget(String topic) {
        topics.remove(topic);
    }

    /** Sends what is answered soon to a broker, over the connection that all share. */
    public <T extends AbstractResponse> void send(
            Node broker, AbstractRequest.Builder<?> request, Class<T> type, int timeoutMillis, Reply<T> reply) {
        brokers.shared(broker).send(request, type, timeoutMillis, reply);
    }

    /** Sends what any broker can answer, and soon. */
    <T extends AbstractResponse> void sendToAny(
            AbstractRequest.Builder<?> request, Class<T> type, int timeoutMillis, Reply<T> reply) {
        send(brokers.any(), request, type, timeoutMillis, Reply.of(reply::answered, failure -> {
            brokers.tryAnother();
            reply.failed(failure);
        }));
    }

    private static long keep(TopicMetadata topic, long maxAgeMillis) {
        return topic.error() == Errors.NONE ? maxAgeMillis : Math.min(maxAgeMillis, ERROR_AGE_MILLIS);
    }

    private void ask(Set<String> wanted, boolean allowAutoCreate, Reply<Map<String, TopicMetadata>> reply) {
        var request = new MetadataRequest.Builder(List.copyOf(wanted), allowAutoCreate);
        request(request, Reply.of(response -> reply.answered(learn(response)), reply::failed));
    }

    private void request(MetadataRequest.Builder request, Reply<MetadataResponse> reply) {
        Retry.<MetadataResponse>start(
                loop,
                "the cluster's metadata was known",
                TIMEOUT_MILLIS,
                attempt -> sendToAny(request, MetadataResponse.class, REQUEST_MILLIS, attempt),
                Reply.of(
                        response -> {
                            brokers.update(response.brokers());
                            reply.answered(response);
                        },
                        reply::failed));
    }

    private Map<String, TopicMetadata> learn(MetadataResponse response) {
        Map<String, TopicMetadata> answers = new HashMap<>();
        for (MetadataResponseTopic topic : response.data().topics()) {
            var metadata = TopicMetadata.of(topic);
            answers.put(metadata.name(), metadata);
            topics.put(metadata.name(), new Known(metadata, loop.now()));
        }
        Iterator<String> eldest = topics.keySet().iterator();
        while (topics.size() > MAX_TOPICS) {
            eldest.next();
            eldest.remove();
        }
        return answers;
    }

    private void named(MetadataResponse response) {
        List<String> all = response.data().topics().stream()
                .filter(topic -> !topic.isInternal() && topic.errorCode() == Errors.NONE.code())
                .map(MetadataResponseTopic::name)
                .toList();
        names = new Names(all, loop.now());
        List<Reply<List<String>>> waiting = List.copyOf(waitForNames);
        waitForNames.clear();
        waiting.forEach(reply -> reply.answered(all));
    }
}
