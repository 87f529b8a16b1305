package io.sluice.rest.consumer;

import io.sluice.rest.broker.Reply;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Moves the positions of an instance to where its client says. Owned by the loop's thread. */
final class Seeks {
    private final Positions positions;
    private final PositionFinder finder;
    private final Reads reads;
    private final Settling settling;

    Seeks(Positions positions, PositionFinder finder, Reads reads, Settling settling) {
        this.positions = positions;
        this.finder = finder;
        this.reads = reads;
        this.settling = settling;
    }

    void toOffsets(Map<TopicPartition, Long> offsets, CompletableFuture<@Nullable Void> answer) {
        for (long offset : offsets.values()) {
            if (offset < 0) {
                throw new IllegalArgumentException("seek offset must not be a negative number");
            }
        }
        settling.then(answer, () -> {
            requireAssigned(offsets);
            move(offsets);
            answer.complete(null);
        });
    }

    /** Goes to {@link OffsetLookup#EARLIEST} or {@link OffsetLookup#LATEST} in partitions, all if none is named. */
    void toEdge(Collection<TopicPartition> named, long edge, CompletableFuture<@Nullable Void> answer) {
        settling.then(answer, () -> {
            Map<TopicPartition, Long> targets = new HashMap<>();
            positions.assigned(named).forEach(partition -> targets.put(partition, edge));
            lookUp(targets, answer);
        });
    }

    void toTimes(Map<TopicPartition, Long> times, CompletableFuture<@Nullable Void> answer) {
        times.forEach((partition, time) -> {
            if (time < 0) {
                throw new IllegalArgumentException("The time of " + partition + " is before 1970");
            }
        });
        settling.then(answer, () -> {
            requireAssigned(times);
            lookUp(times, answer);
        });
    }

    private void requireAssigned(Map<TopicPartition, Long> targets) {
        if (!targets.isEmpty()) {
            positions.assigned(targets.keySet());
        }
    }

    private void lookUp(Map<TopicPartition, Long> targets, CompletableFuture<@Nullable Void> answer) {
        finder.lookUp(
                targets,
                Reply.of(
                        found -> {
                            move(found);
                            answer.complete(null);
                        },
                        answer::completeExceptionally));
    }

    private void move(Map<TopicPartition, Long> targets) {
        targets.forEach((partition, offset) -> {
            positions.seek(partition, offset);
            reads.moved(partition);
        });
        reads.goOn();
    }
}
