package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.Reply;
import io.sluice.rest.broker.TopicMetadata;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * Reads partitions of a topic from where it is told, without a group and without commits. Opened by {@link
 * PartitionReaders}; costs no thread, and connections only while it is read.
 *
 * <p>Methods are for any thread; answers are completed by the thread of the {@link BrokerLoop}.
 */
public final class PartitionReader implements AutoCloseable {
    private static final long LOOKUP_MILLIS = 10_000;

    private final BrokerLoop loop;
    private final String topic;
    private final IsolationLevel isolation;
    private final Runnable closing;
    // owned by the loop's thread
    private final Positions positions = new Positions();
    private final Reads reads;
    private final Map<TopicPartition, OutOfRangeException> broken = new LinkedHashMap<>();
    private boolean closed;

    PartitionReader(BrokerLoop loop, String topic, IsolationLevel isolation, BufferRoom room, Runnable closing) {
        this.loop = loop;
        this.topic = topic;
        this.isolation = isolation;
        this.closing = closing;
        this.reads = new Reads(loop, positions, room, isolation, this::outOfRange);
    }

    /** Finds where to begin; the answer fails as {@link PartitionReaders#open} says. */
    void open(Map<Integer, Start> starts, CompletableFuture<PartitionReader> answer) {
        loop.metadata()
                .topic(
                        topic,
                        false,
                        0,
                        Reply.of(
                                metadata -> {
                                    KafkaException refused = refusal(metadata, starts.keySet());
                                    if (refused == null) {
                                        locate(starts, answer);
                                    } else {
                                        answer.completeExceptionally(refused);
                                    }
                                },
                                answer::completeExceptionally));
    }

    private @Nullable KafkaException refusal(TopicMetadata metadata, Set<Integer> partitions) {
        Errors error = metadata.error();
        if (error == Errors.INVALID_TOPIC_EXCEPTION) {
            return new InvalidTopicException("Invalid topics: [" + topic + ']', Set.of(topic));
        }
        if (error == Errors.TOPIC_AUTHORIZATION_FAILED) {
            return new TopicAuthorizationException(Set.of(topic));
        }
        if (error != Errors.NONE) {
            return error.exception();
        }
        int count = metadata.partitions().size();
        for (int partition : partitions) {
            if (partition < 0 || partition >= count) {
                return new UnknownTopicOrPartitionException(
                        "The topic " + topic + " has no partition " + partition + " but 0.." + (count - 1));
            }
        }
        return null;
    }

    private void locate(Map<Integer, Start> starts, CompletableFuture<PartitionReader> answer) {
        Map<TopicPartition, Long> targets = new HashMap<>();
        Map<TopicPartition, Long> known = new HashMap<>();
        starts.forEach((id, start) -> {
            var partition = new TopicPartition(topic, id);
            if (start.kind() == Start.Kind.OFFSET) {
                known.put(partition, start.value());
            } else {
                targets.put(partition, start.target());
            }
        });
        positions.replace(starts.keySet().stream()
                .sorted()
                .map(id -> new TopicPartition(topic, id))
                .toList());
        OffsetLookup.start(loop, isolation, targets, LOOKUP_MILLIS, found -> {
            known.putAll(found.offsets());
            known.forEach(positions::seek);
            if (found.failures().isEmpty()) {
                answer.complete(this);
            } else {
                answer.completeExceptionally(
                        found.failures().values().iterator().next());
            }
        });
    }

    /**
     * The next records, in the order of each partition; empty when none comes in time.
     *
     * <p>Fails with {@link OutOfRangeException} when the reader was told to begin elsewhere or records were deleted
     * before they were read, until it is told to {@link #seek}; with {@link
     * org.apache.kafka.common.errors.RecordTooLargeException} when the next one does not fit; with {@link
     * IllegalStateException} once the reader is closed.
     *
     * @param wait how long to wait for the first record; zero takes what is there, and has more fetched
     * @param maxRecords the most records, at least 1
     * @param maxBytes the largest sum of the sizes of keys and values, less one, at least 1
     */
    public CompletableFuture<List<ConsumerRecord<byte[], byte[]>>> next(Duration wait, int maxRecords, int maxBytes) {
        requireRoom(maxRecords, maxBytes);
        CompletableFuture<Batch> batch = loop.call(answer -> {
            requireUsable();
            reads.add(new Fill(false, 0, maxBytes, maxRecords), wait.toMillis(), answer);
        });
        return batch.thenApply(Batch::records);
    }

    /**
     * What is there when it is asked: all records up to the ends that the partitions have then, as far as they fit;
     * empty when the reader is at the ends already.
     *
     * <p>Fails as {@link #next} does, and with {@link TimeoutException} when there are records and none comes in time.
     *
     * @param wait how long Kafka may take; when it takes longer, what has come counts
     * @param maxRecords as for {@link #next}
     * @param maxBytes as for {@link #next}
     */
    public CompletableFuture<List<ConsumerRecord<byte[], byte[]>>> present(
            Duration wait, int maxRecords, int maxBytes) {
        requireRoom(maxRecords, maxBytes);
        var fill = new Fill(false, maxBytes, maxBytes, maxRecords);
        CompletableFuture<Batch> batch = loop.call(answer -> {
            requireUsable();
            long deadline = loop.now() + wait.toMillis();
            Map<TopicPartition, Long> targets = new HashMap<>();
            positions.partitions().forEach(partition -> targets.put(partition, OffsetLookup.LATEST));
            OffsetLookup.start(
                    loop, isolation, targets, wait.toMillis(), found -> readTo(found, fill, deadline, answer));
        });
        return batch.thenApply(Batch::records);
    }

    private void readTo(OffsetLookup.Found found, Fill fill, long deadline, CompletableFuture<Batch> answer) {
        if (closed) {
            answer.completeExceptionally(closedException());
            return;
        }
        if (!found.failures().isEmpty()) {
            answer.completeExceptionally(found.failures().values().iterator().next());
            return;
        }
        Map<TopicPartition, Long> ends = found.offsets();
        ends.forEach((partition, end) -> {
            Position position = positions.find(partition);
            if (position != null && position.fetch() > end) {
                outOfRange(partition);
            }
        });
        var batch = new CompletableFuture<Batch>();
        reads.add(fill, () -> isAt(ends), Math.max(1, deadline - loop.now()), batch);
        var unused = batch.whenComplete((read, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else if (read.records().isEmpty() && !isAt(ends)) {
                answer.completeExceptionally(new TimeoutException("The records of " + topic + " did not come in time"));
            } else {
                answer.complete(read);
            }
        });
    }

    private boolean isAt(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> {
            Position position = positions.find(end.getKey());
            return position != null && position.isKnown() && position.next() >= end.getValue();
        });
    }

    private static void requireRoom(int maxRecords, int maxBytes) {
        if (maxRecords < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "maxRecords: " + maxRecords + ", maxBytes: " + maxBytes + " (expected: at least 1)");
        }
    }

    private void requireUsable() {
        if (closed) {
            throw closedException();
        }
        if (!broken.isEmpty()) {
            throw broken.values().iterator().next();
        }
    }

    /** The offsets of the records that come next, by partition; without partitions whose offset is out of range. */
    public CompletableFuture<SortedMap<Integer, Long>> positions() {
        return loop.call(answer -> {
            SortedMap<Integer, Long> offsets = new TreeMap<>();
            for (TopicPartition partition : positions.partitions()) {
                Position position = positions.find(partition);
                if (position != null && position.isKnown()) {
                    offsets.put(partition.partition(), position.next());
                }
            }
            answer.complete(offsets);
        });
    }

    /** Goes on at another offset of a partition of this reader, whether or not the last one was out of range. */
    public CompletableFuture<@Nullable Void> seek(int partition, long offset) {
        return loop.call(answer -> {
            var sought = new TopicPartition(topic, partition);
            broken.remove(sought);
            positions.seek(sought, offset);
            reads.moved(sought);
            answer.complete(null);
        });
    }

    private void outOfRange(TopicPartition partition) {
        Position position = positions.find(partition);
        if (position == null) {
            return;
        }
        long offset = position.fetch();
        positions.lose(partition); // not fetched again while it is looked where the partition begins and ends
        OffsetLookup.start(
                loop,
                isolation,
                Map.of(partition, OffsetLookup.EARLIEST),
                LOOKUP_MILLIS,
                first -> OffsetLookup.start(
                        loop,
                        isolation,
                        Map.of(partition, OffsetLookup.LATEST),
                        LOOKUP_MILLIS,
                        last -> breakDown(partition, offset, first, last)));
    }

    private void breakDown(TopicPartition partition, long offset, OffsetLookup.Found first, OffsetLookup.Found last) {
        Long begin = first.offsets().get(partition);
        Long end = last.offsets().get(partition);
        var failure = new OutOfRangeException(partition, offset, begin, end);
        broken.put(partition, failure);
        reads.failed(failure);
    }

    /** Ends the reader and its waiting reads. */
    @Override
    public void close() {
        closing.run();
        CompletableFuture<@Nullable Void> unused = loop.call(answer -> {
            end();
            answer.complete(null);
        });
    }

    /** The same, on the loop's thread. */
    void end() {
        if (!closed) {
            closed = true;
            reads.end(closedException());
            reads.close();
        }
    }

    private IllegalStateException closedException() {
        return new IllegalStateException("The reader of " + topic + " is closed");
    }
}
