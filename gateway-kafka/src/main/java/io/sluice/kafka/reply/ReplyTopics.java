package io.sluice.kafka.reply;

import io.sluice.engine.observe.ClusterObserver;
import io.sluice.engine.spi.InvalidSpecException;
import io.sluice.engine.spi.TopicHealth;
import io.sluice.engine.template.Template;
import io.sluice.kafka.read.ReadLoop;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The reply topics of a cluster, one {@link Replies} for each. Those that the configuration names are read from the
 * start, others from the first request on, up to a bound; beyond that one that nobody waits for makes room.
 */
public final class ReplyTopics implements AutoCloseable {
    private final String cluster;
    private final ReadLoop loop;
    private final ReplyFetcher fetcher;
    private final int maxOnDemand;
    private final ReplyStore store;
    private final @Nullable ClusterObserver observer;
    private final Map<String, Replies> topics = new ConcurrentHashMap<>();
    private final Map<String, String> named = new LinkedHashMap<>(); // correlation id header by topic

    /**
     * Creates a registry without topics.
     *
     * @param cluster the cluster's name in logs
     * @param loop reads the topics
     * @param fetcher reads single replies again; closed with this
     * @param storeBytes how many bytes of responses are kept ({@code options.limits.replies})
     * @param maxOnDemand how many topics that templates name are read
     * @param observer is told of replies that were awaited; null for nobody
     */
    public ReplyTopics(
            String cluster,
            ReadLoop loop,
            ReplyFetcher fetcher,
            long storeBytes,
            int maxOnDemand,
            @Nullable ClusterObserver observer) {
        this.cluster = cluster;
        this.loop = loop;
        this.fetcher = fetcher;
        this.maxOnDemand = maxOnDemand;
        this.store = new ReplyStore(storeBytes);
        this.observer = observer;
    }

    /**
     * Notes a route's reply topic. Before {@link #start}, by the thread that compiles.
     *
     * @throws InvalidSpecException if another route finds the same topic's replies by another header
     */
    public void need(Template topic, String correlationIdHeader) {
        if (!topic.isLiteral()) {
            return;
        }
        String other = named.putIfAbsent(topic.text(), correlationIdHeader);
        if (other != null && !other.equals(correlationIdHeader)) {
            throw new InvalidSpecException("reply-to: " + topic.text() + " is also used with the correlation id header "
                    + other + " (expected: one header for each reply topic)");
        }
    }

    /** Starts reading the topics that are known by name. */
    public void start() {
        named.forEach(this::open);
    }

    /** The replies on a topic, read from now on if they are not yet; null when there is no room. Any thread. */
    public @Nullable Replies get(String topic, String correlationIdHeader) {
        Replies replies = topics.get(topic);
        if (replies == null) {
            return openOnDemand(topic, correlationIdHeader);
        }
        replies.touch();
        return replies;
    }

    /** How the reading of the reply topics is doing. Any thread. */
    public List<TopicHealth> health() {
        return topics.values().stream()
                .map(replies -> replies.health(named.containsKey(replies.topic())))
                .toList();
    }

    /** Ends preferred waits for replies and allows no more. Any thread; takes effect at the next turn of the loop. */
    public void drain() {
        topics.values().forEach(Replies::drain);
    }

    private synchronized @Nullable Replies openOnDemand(String topic, String correlationIdHeader) {
        Replies known = topics.get(topic);
        if (known != null) {
            return known;
        }
        boolean room = topics.size() < named.size() + maxOnDemand || makeRoom();
        return room ? open(topic, correlationIdHeader) : null;
    }

    /** Closes a topic that only requests name and nobody waits for: one that cannot be read, else the longest unused. */
    private boolean makeRoom() {
        Optional<Replies> idle = topics.values().stream()
                .filter(replies -> !named.containsKey(replies.topic()) && replies.isIdle())
                .min(Comparator.comparing((Replies replies) -> replies.unavailable() == null)
                        .thenComparing(Replies::lastUsed));
        idle.ifPresent(replies -> {
            topics.remove(replies.topic());
            loop.stop(replies.topic());
        });
        return idle.isPresent();
    }

    private synchronized Replies open(String topic, String correlationIdHeader) {
        var replies = new Replies(cluster, topic, correlationIdHeader, store, fetcher, latency(topic));
        topics.put(topic, replies);
        loop.read(topic, replies);
        return replies;
    }

    private LongConsumer latency(String topic) {
        if (observer == null) {
            return nanos -> {};
        }
        String label = named.containsKey(topic) ? topic : ClusterObserver.TOPICS_OF_REQUESTS;
        return nanos -> observer.replied(label, nanos);
    }

    /** How many bytes of replies are kept, roughly. Any thread; never waits. */
    public long storedBytes() {
        return store.bytes();
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
