package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.Reply;
import io.sluice.rest.broker.TopicMetadata;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Finds where to begin: where the group has committed, else where the reset policy says. One search at a time; what
 * becomes unknown meanwhile is searched for next. Owned by the loop's thread.
 */
final class PositionFinder {
    private static final long TIMEOUT_MILLIS = 30_000;
    private static final long AGAIN_MILLIS = 500;

    /** Whom positions are found for. */
    interface Owner {
        /** Positions have been found, or not. */
        void found();

        /** A position cannot be found; that will not change by itself. */
        void notFound(KafkaException failure);

        /** Whether it is worth searching again for partitions that are not there. */
        boolean isInterested();
    }

    private final BrokerLoop loop;
    private final GroupOffsets offsets;
    private final ConsumerOptions options;
    private final Positions positions;
    private final Owner owner;
    private final EndNotes notes = new EndNotes();
    private final Set<TopicPartition> outOfRange = new HashSet<>();
    private boolean searching;
    private boolean changed; // while searching

    PositionFinder(BrokerLoop loop, GroupOffsets offsets, ConsumerOptions options, Positions positions, Owner owner) {
        this.loop = loop;
        this.offsets = offsets;
        this.options = options;
        this.positions = positions;
        this.owner = owner;
    }

    /** Notes where topics end, if the policy makes that matter; {@code then} is called in time or when it is done. */
    void note(Map<String, TopicMetadata> topics, long timeoutMillis, Runnable then) {
        Map<TopicPartition, Long> targets = new HashMap<>();
        if (options.reset().kind() == ResetPolicy.Kind.LATEST) {
            topics.values()
                    .forEach(topic -> topic.partitions()
                            .forEach(partition -> targets.put(
                                    new TopicPartition(topic.name(), partition.id()), OffsetLookup.LATEST)));
        }
        OffsetLookup.start(loop, options.isolation(), targets, timeoutMillis, found -> {
            found.offsets().forEach(notes::add);
            then.run();
        });
    }

    /** Forgets notes: the next subscription is another one. */
    void forgetNotes() {
        notes.clear();
    }

    /** Searches for the positions that are not known. */
    void find() {
        if (searching) {
            changed = true;
            return;
        }
        Map<TopicPartition, Position> unknown = positions.unknown();
        if (unknown.isEmpty()) {
            return;
        }
        searching = true;
        Map<TopicPartition, Position> uncommitted = new LinkedHashMap<>(unknown);
        uncommitted.keySet().removeAll(outOfRange);
        Reply<Map<TopicPartition, OffsetAndMetadata>> reply =
                Reply.of(committed -> begin(unknown, committed), this::fail);
        if (uncommitted.isEmpty()) {
            reply.answered(Map.of());
        } else {
            offsets.fetch(uncommitted.keySet(), TIMEOUT_MILLIS, reply);
        }
    }

    /** A position is not one of its partition: goes where the policy says. */
    void reset(TopicPartition partition) {
        Position position = positions.find(partition);
        if (position == null) {
            return;
        }
        if (options.reset().kind() == ResetPolicy.Kind.NONE) {
            owner.notFound(new OffsetOutOfRangeException(Map.of(partition, position.fetch())));
        } else {
            outOfRange.add(partition);
            positions.lose(partition);
            find();
        }
    }

    private void begin(Map<TopicPartition, Position> unknown, Map<TopicPartition, OffsetAndMetadata> committed) {
        Map<TopicPartition, Position> rest = new LinkedHashMap<>(unknown);
        committed.forEach((partition, offset) -> {
            Position position = rest.remove(partition);
            if (position != null) {
                settle(partition, position, offset.offset());
                position.committed(offset.offset());
            }
        });
        Long target = target();
        if (rest.isEmpty()) {
            end(null);
        } else if (target == null) {
            end(new NoOffsetForPartitionException(rest.keySet()));
        } else {
            Map<TopicPartition, Long> targets = new HashMap<>();
            rest.keySet().forEach(partition -> targets.put(partition, target));
            OffsetLookup.start(loop, options.isolation(), targets, TIMEOUT_MILLIS, found -> take(rest, found));
        }
    }

    private void take(Map<TopicPartition, Position> searched, OffsetLookup.Found found) {
        found.offsets().forEach((partition, offset) -> {
            Position position = searched.get(partition);
            if (position != null) {
                boolean noted = options.reset().kind() == ResetPolicy.Kind.LATEST && !outOfRange.remove(partition);
                settle(partition, position, noted ? notes.begin(partition, offset) : offset);
                outOfRange.remove(partition);
            }
        });
        end(found.failures().values().stream()
                .filter(failure -> !(failure instanceof UnknownTopicOrPartitionException)
                        && !(failure instanceof TimeoutException))
                .findFirst()
                .orElse(null));
    }

    /** Goes to the offset, unless somebody went elsewhere meanwhile. */
    private void settle(TopicPartition partition, Position position, long offset) {
        if (positions.find(partition) == position && !position.isKnown()) {
            positions.seek(partition, offset);
        }
    }

    private @Nullable Long target() {
        ResetPolicy reset = options.reset();
        return switch (reset.kind()) {
            case EARLIEST -> OffsetLookup.EARLIEST;
            case LATEST -> OffsetLookup.LATEST;
            case NONE -> null;
            case BY_DURATION ->
                System.currentTimeMillis()
                        - (reset.back() == null ? 0 : reset.back().toMillis());
        };
    }

    private void fail(KafkaException failure) {
        end(failure);
    }

    private void end(@Nullable KafkaException failure) {
        searching = false;
        if (changed) {
            changed = false;
            find();
        } else if (failure == null
                && owner.isInterested()
                && !positions.unknown().isEmpty()) {
            loop.after(AGAIN_MILLIS, this::find);
        }
        if (failure != null) {
            owner.notFound(failure);
        }
        owner.found();
    }

    /** Finds offsets that a client asks for by time; fails if one of them is not found. */
    void lookUp(Map<TopicPartition, Long> targets, Reply<Map<TopicPartition, Long>> reply) {
        OffsetLookup.start(loop, options.isolation(), targets, TIMEOUT_MILLIS, found -> {
            if (found.failures().isEmpty()) {
                reply.answered(found.offsets());
            } else {
                reply.failed(found.failures().values().iterator().next());
            }
        });
    }
}
