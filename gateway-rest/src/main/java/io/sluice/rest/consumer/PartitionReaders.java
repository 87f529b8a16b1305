package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.IsolationLevel;

/** The readers of an exit that belong to no group. All methods are for any thread. */
public final class PartitionReaders implements AutoCloseable {
    private final BrokerLoop loop;
    private final int maxReaders;
    private final BufferRoom room; // owned by the loop's thread
    private final Map<Integer, PartitionReader> readers = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();

    /**
     * Readers that live on a loop, which the caller starts before and closes after.
     *
     * @param maxReaders how many there may be at once
     * @param bufferBytes what all together may have fetched and not handed out
     */
    public PartitionReaders(BrokerLoop loop, int maxReaders, long bufferBytes) {
        this.loop = loop;
        this.maxReaders = maxReaders;
        this.room = new BufferRoom(bufferBytes);
    }

    /**
     * Opens a reader of partitions. {@link Start#LATEST} means the end at the time of the answer, or before.
     *
     * <p>Fails with {@link org.apache.kafka.common.errors.UnknownTopicOrPartitionException}, {@link
     * org.apache.kafka.common.errors.InvalidTopicException}, {@link
     * org.apache.kafka.common.errors.TopicAuthorizationException} and {@link InstanceLimitException}; that an offset is
     * not one of the partition shows with the first read.
     *
     * @param starts where to begin, by partition; at least one
     */
    public CompletableFuture<PartitionReader> open(String topic, Map<Integer, Start> starts, IsolationLevel isolation) {
        if (starts.isEmpty()) {
            throw new IllegalArgumentException("starts: empty (expected: at least one partition)");
        }
        Integer id = ids.incrementAndGet();
        var reader = new PartitionReader(loop, topic, isolation, room, () -> readers.remove(id));
        readers.put(id, reader);
        if (readers.size() > maxReaders) {
            readers.remove(id);
            return CompletableFuture.failedFuture(new InstanceLimitException(maxReaders, "readers"));
        }
        Map<Integer, Start> copy = Map.copyOf(starts);
        CompletableFuture<PartitionReader> opened = loop.call(answer -> reader.open(copy, answer));
        return opened.whenComplete((value, failure) -> {
            if (failure != null) {
                readers.remove(id);
            }
        });
    }

    /** How many are open. */
    public int count() {
        return readers.size();
    }

    /** Closes all readers; what they were asked for fails. */
    @Override
    public void close() {
        List.copyOf(readers.values()).forEach(PartitionReader::close);
    }
}
