package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.Reply;
import io.sluice.rest.broker.TopicMetadata;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTopicException;
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
    private @Nullable KafkaException broken;
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
     * <p>Fails with {@link OffsetOutOfRangeException}, whose message names the offsets that there are, when the reader
     * was told to begin elsewhere or records were deleted before they were read; with {@link
     * org.apache.kafka.common.errors.RecordTooLargeException} when the next one does not fit; with {@link
     * IllegalStateException} once the reader is closed.
     *
     * @param wait how long to wait for the first record; zero takes what is there, and has more fetched
     * @param maxRecords the most records, at least 1
     * @param maxBytes the largest sum of the sizes of keys and values, less one, at least 1
     */
    public CompletableFuture<List<ConsumerRecord<byte[], byte[]>>> next(Duration wait, int maxRecords, int maxBytes) {
        if (maxRecords < 1 || maxBytes < 1) {
            throw new IllegalArgumentException(
                    "maxRecords: " + maxRecords + ", maxBytes: " + maxBytes + " (expected: at least 1)");
        }
        CompletableFuture<Batch> batch = loop.call(answer -> {
            if (closed) {
                throw closedException();
            }
            if (broken != null) {
                throw broken;
            }
            reads.add(new Fill(false, 0, maxBytes, maxRecords), wait.toMillis(), answer);
        });
        return batch.thenApply(Batch::records);
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
        String range = begin == null || end == null
                ? "its offsets cannot be found"
                : "it has records from offset " + begin + " up to, not including, " + end;
        broken = new OffsetOutOfRangeException(
                "Offset " + offset + " of " + partition + " is out of range: " + range, Map.of(partition, offset));
        reads.failed(broken);
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
