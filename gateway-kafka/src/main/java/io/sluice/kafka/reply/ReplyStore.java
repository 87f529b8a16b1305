package io.sluice.kafka.reply;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The replies of a cluster that are kept, bounded in bytes: those that nobody asks for go first. Thread-safe. */
final class ReplyStore {
    private final LongAdder bytes = new LongAdder();
    private final Cache<ReplyId, Reply> replies;

    /** A correlation id within its topic: the store is shared by all topics of a cluster. */
    private record ReplyId(String topic, String correlationId) {}

    /**
     * An empty store.
     *
     * @param maxBytes how many bytes of replies are kept, roughly
     */
    ReplyStore(long maxBytes) {
        this.replies = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .executor(Runnable::run) // upkeep is a few steps, done by who writes; a pool would be woken for each
                .weigher(ReplyStore::weight)
                .removalListener((@Nullable ReplyId id, @Nullable Reply reply, RemovalCause cause) -> {
                    if (id != null && reply != null) {
                        bytes.add(-weight(id, reply));
                    }
                })
                .build();
    }

    private static int weight(ReplyId id, Reply reply) {
        return reply.weight() + id.correlationId().length();
    }

    void put(String topic, String correlationId, Reply reply) {
        var id = new ReplyId(topic, correlationId);
        bytes.add(weight(id, reply));
        replies.put(id, reply);
    }

    /** A reply that is kept; null for one that is not. */
    @Nullable Reply find(String topic, String correlationId) {
        return replies.getIfPresent(new ReplyId(topic, correlationId));
    }

    /** Forgets the replies of a topic. */
    void clear(String topic) {
        replies.asMap().keySet().removeIf(id -> id.topic().equals(topic));
    }

    /** How many bytes are kept, roughly. Never waits. */
    long bytes() {
        return bytes.sum();
    }
}
