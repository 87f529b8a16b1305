package io.sluice.rest.consumer;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The partitions of an instance and where it is in each. Owned by the loop's thread. */
final class Positions {
    private final Map<TopicPartition, Position> all = new LinkedHashMap<>();
    private long stamp;

    /** Takes these instead of all others; those that stay keep their place. */
    void replace(Collection<TopicPartition> partitions) {
        stamp++;
        all.keySet().retainAll(partitions);
        for (TopicPartition partition : partitions) {
            all.computeIfAbsent(partition, key -> new Position(stamp));
        }
    }

    /** Counts the changes: what was taken at an earlier stamp may be outdated. */
    long stamp() {
        return stamp;
    }

    List<TopicPartition> partitions() {
        return List.copyOf(all.keySet());
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    @Nullable Position find(TopicPartition partition) {
        return all.get(partition);
    }

    /**
     * The partitions that a client names, all when it names none.
     *
     * @throws IllegalStateException if one of them is not assigned; the message is Kafka's
     */
    Collection<TopicPartition> assigned(Collection<TopicPartition> named) {
        for (TopicPartition partition : named) {
            if (!all.containsKey(partition)) {
                throw new IllegalStateException("No current assignment for partition " + partition);
            }
        }
        return named.isEmpty() ? partitions() : named;
    }

    /** Goes to an offset of a partition; nothing happens when it is not assigned any more. */
    void seek(TopicPartition partition, long offset) {
        Position position = all.get(partition);
        if (position != null) {
            position.seek(offset, ++stamp);
        }
    }

    /** Has the position found anew. */
    void lose(TopicPartition partition) {
        Position position = all.get(partition);
        if (position != null) {
            position.lose(++stamp);
        }
    }

    /** Those whose position is to be found. */
    Map<TopicPartition, Position> unknown() {
        Map<TopicPartition, Position> unknown = new LinkedHashMap<>();
        all.forEach((partition, position) -> {
            if (!position.isKnown()) {
                unknown.put(partition, position);
            }
        });
        return unknown;
    }

    /** What to fetch next of each partition whose position is known. */
    Map<TopicPartition, Long> toFetch() {
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        all.forEach((partition, position) -> {
            if (position.isKnown()) {
                offsets.put(partition, position.fetch());
            }
        });
        return offsets;
    }

    /** What a commit says. */
    Map<TopicPartition, OffsetAndMetadata> toCommit(boolean onlyDirty) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        all.forEach((partition, position) -> {
            if (onlyDirty ? position.isDirty() : position.isKnown()) {
                offsets.put(partition, new OffsetAndMetadata(position.next()));
            }
        });
        return offsets;
    }

    /** Notes what has been committed. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            Position position = all.get(partition);
            if (position != null) {
                position.committed(offset.offset());
            }
        });
    }

    /** What was buffered is gone. */
    void dropBuffered() {
        all.values().forEach(Position::dropBuffered);
    }
}
