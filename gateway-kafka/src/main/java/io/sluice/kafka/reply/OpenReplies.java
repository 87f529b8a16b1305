package io.sluice.kafka.reply;

import io.sluice.engine.observe.ClusterObserver;
import io.sluice.kafka.read.Readers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The reply topics of a cluster that are being read, one {@link Replies} for each, for as long as a configuration needs
 * them. Those that a template makes of a request are opened by the first one, up to a bound; beyond that one that nobody
 * waits for makes room. Any thread; nothing but {@link #close} waits.
 */
public final class OpenReplies implements AutoCloseable {
    private final String cluster;
    private final Readers readers;
    private final ReplyFetcher fetcher;
    private final int maxOnDemand;
    private final ReplyStore store;
    private final @Nullable ClusterObserver observer;
    private final List<Held> open = new ArrayList<>(); // guarded by this
    private final Map<Source, Held> onDemand = new ConcurrentHashMap<>(); // changed under the lock of this
    private int templates; // configurations with templates of reply topics; guarded by this
    private boolean draining; // guarded by this

    /** A topic and the record header by which its replies are found. */
    private record Source(String topic, String correlationIdHeader) {}

    /** Replies that are read until all who hold them let them go. */
    final class Held {
        private final Source source;
        private final Replies replies;
        private final Readers.Reading reading;
        private int holders = 1; // guarded by OpenReplies.this

        private Held(Source source, Replies replies, Readers.Reading reading) {
            this.source = source;
            this.replies = replies;
            this.reading = reading;
        }

        Replies replies() {
            return replies;
        }

        /** Once for each time they were held. */
        void release() {
            letGo(this);
        }
    }

    /**
     * Creates a registry without topics.
     *
     * @param cluster the cluster's name in logs
     * @param readers read the topics
     * @param fetcher reads single replies again; closed with this
     * @param storeBytes how many bytes of responses are kept ({@code options.limits.replies})
     * @param maxOnDemand how many topics that templates name are read
     * @param observer is told of replies that were awaited; null for nobody
     */
    public OpenReplies(
            String cluster,
            Readers readers,
            ReplyFetcher fetcher,
            long storeBytes,
            int maxOnDemand,
            @Nullable ClusterObserver observer) {
        this.cluster = cluster;
        this.readers = readers;
        this.fetcher = fetcher;
        this.maxOnDemand = maxOnDemand;
        this.store = new ReplyStore(storeBytes);
        this.observer = observer;
    }

    /** The replies on a topic, read from now on if they are not yet. */
    Held hold(String topic, String correlationIdHeader) {
        return hold(new Source(topic, correlationIdHeader), topic);
    }

    /**
     * The same.
     *
     * @param label what the observer knows the topic by, if it was not read before
     */
    private synchronized Held hold(Source source, String label) {
        for (Held known : open) {
            if (known.source.equals(source)) {
                known.holders++;
                return known;
            }
        }
        var replies = new Replies(cluster, source.topic, source.correlationIdHeader, store, fetcher, latency(label));
        if (draining) {
            replies.drain();
        }
        var held = new Held(source, replies, readers.read(source.topic, replies));
        open.add(held);
        return held;
    }

    private LongConsumer latency(String label) {
        ClusterObserver told = observer;
        return told == null ? nanos -> {} : nanos -> told.replied(label, nanos);
    }

    /** How many bytes of replies are kept, roughly. Never waits. */
    public long storedBytes() {
        return store.bytes();
    }

    private synchronized void letGo(Held held) {
        held.holders--;
        if (held.holders == 0) {
            open.remove(held);
            held.replies.drain(); // whoever still waits, past all bounds, is answered with what there is
            held.reading.stop();
        }
    }

    /** One more configuration has templates of reply topics. */
    synchronized void joinTemplates() {
        templates++;
    }

    /** One less has; the last one takes along what only requests have named. */
    synchronized void leaveTemplates() {
        templates--;
        if (templates == 0) {
            List<Held> unused = List.copyOf(onDemand.values());
            onDemand.clear();
            unused.forEach(Held::release);
        }
    }

    /** The replies on a topic that a request names; null when there is no room. */
    @Nullable Replies onDemand(String topic, String correlationIdHeader) {
        var source = new Source(topic, correlationIdHeader);
        Held known = onDemand.get(source);
        Replies replies = known == null ? open(source) : known.replies;
        if (replies != null) {
            replies.touch();
        }
        return replies;
    }

    private synchronized @Nullable Replies open(Source source) {
        Held known = onDemand.get(source);
        if (known != null) {
            return known.replies;
        }
        if (templates == 0 || (onDemand.size() >= maxOnDemand && !makeRoom())) {
            return null;
        }
        Held held = hold(source, ClusterObserver.TOPICS_OF_REQUESTS);
        onDemand.put(source, held);
        return held.replies;
    }

    /** Closes a topic that only requests name and nobody waits for: one that cannot be read, else the longest unused. */
    private boolean makeRoom() {
        Optional<Held> idle = onDemand.values().stream()
                .filter(held -> held.replies.isIdle())
                .min(Comparator.comparing((Held held) -> held.replies.unavailable() == null)
                        .thenComparing(held -> held.replies.lastUsed()));
        idle.ifPresent(held -> {
            onDemand.remove(held.source);
            held.release();
        });
        return idle.isPresent();
    }

    /** What only requests have named. */
    List<Replies> onDemand() {
        return onDemand.values().stream().map(Held::replies).toList();
    }

    /** Ends preferred waits for replies and allows no more. Takes effect at the next turn of the loop. */
    public synchronized void drain() {
        draining = true;
        open.forEach(held -> held.replies.drain());
    }

    @Override
    public void close() {
        fetcher.close();
    }
}
