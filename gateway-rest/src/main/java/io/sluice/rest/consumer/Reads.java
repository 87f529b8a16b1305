package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The reads of an instance: records are handed to them in the order in which they came, and fetched while one waits and
 * the buffer is empty. Owned by the loop's thread.
 */
final class Reads implements Fetcher.Owner, AutoCloseable {
    private static final int MAX_WAITING = 1_000;

    private final BrokerLoop loop;
    private final Positions positions;
    private final RecordBuffer buffer;
    private final Fetcher fetcher;
    private final Consumer<TopicPartition> outOfRange;
    private final Queue<PendingRead> waiting = new ArrayDeque<>(1);
    private boolean paused;

    /**
     * Reads of these positions.
     *
     * @param outOfRange told that a position is not one of its partition
     */
    Reads(
            BrokerLoop loop,
            Positions positions,
            BufferRoom room,
            IsolationLevel isolation,
            Consumer<TopicPartition> outOfRange) {
        this.loop = loop;
        this.positions = positions;
        this.buffer = new RecordBuffer(room, positions);
        this.fetcher = new Fetcher(loop, isolation, this);
        this.outOfRange = outOfRange;
    }

    /** Begins a read; one whose time is not positive takes what is there, and has more fetched for the next one. */
    void add(Fill fill, long waitMillis, CompletableFuture<Batch> answer) {
        add(fill, () -> false, waitMillis, answer);
    }

    /** The same for a read that may have enough for another reason; see {@link PendingRead}. */
    void add(Fill fill, BooleanSupplier enough, long waitMillis, CompletableFuture<Batch> answer) {
        if (waiting.size() >= MAX_WAITING) {
            throw new IllegalStateException("More than " + MAX_WAITING + " reads wait already");
        }
        var read = new PendingRead(fill, enough, loop.now() + waitMillis, answer);
        waiting.add(read);
        goOn();
        if (!waiting.contains(read)) {
            return;
        }
        if (waitMillis <= 0) {
            expire(read);
        } else {
            read.endWith(loop.after(waitMillis, () -> expire(read)));
        }
    }

    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Hands nothing out until {@link #resume}: what is committed stays what was handed out. */
    void pause() {
        paused = true;
    }

    /** Hands out again. */
    void resume() {
        paused = false;
        goOn();
    }

    @Override
    public void goOn() {
        if (paused) {
            return;
        }
        while (!waiting.isEmpty() && waiting.element().take(buffer, positions.stamp())) {
            waiting.remove().end(buffer.room());
        }
        buffer.settle();
        if (!waiting.isEmpty() && buffer.isEmpty()) {
            long latest =
                    waiting.stream().mapToLong(PendingRead::deadline).max().orElse(0);
            fetcher.fetch(latest - loop.now());
        }
    }

    @Override
    public Map<TopicPartition, Long> wanted() {
        return positions.toFetch();
    }

    @Override
    public void fetched(TopicPartition partition, long from, RecordParser.Parsed parsed) {
        buffer.add(partition, from, parsed);
    }

    @Override
    public void outOfRange(TopicPartition partition, long from) {
        Position position = positions.find(partition);
        if (position != null && position.fetch() == from) {
            outOfRange.accept(partition);
        }
    }

    /** Fails the reads that wait, but one that has records gives those. */
    @Override
    public void failed(KafkaException failure) {
        List<PendingRead> all = new ArrayList<>(waiting);
        waiting.clear();
        for (PendingRead read : all) {
            if (read.hasRecords()) {
                read.end(buffer.room());
            } else {
                read.fail(failure, buffer);
            }
        }
    }

    /** Puts records back; see {@link RecordBuffer#giveBack}. */
    void giveBack(List<ConsumerRecord<byte[], byte[]>> records, long stamp) {
        buffer.giveBack(records, stamp);
        goOn();
    }

    /** The position of a partition has changed: what is buffered of it is gone. */
    void moved(TopicPartition partition) {
        buffer.drop(partition);
    }

    /** The partitions have changed: what is buffered of others is gone. */
    void reassigned() {
        buffer.dropForeign();
    }

    private void expire(PendingRead read) {
        if (waiting.remove(read)) {
            read.end(buffer.room());
        }
    }

    /** Ends all reads as if their time were over. */
    void drain() {
        List.copyOf(waiting).forEach(this::expire);
    }

    /** Ends all reads with a failure; their records count as not handed out. */
    void end(RuntimeException failure) {
        List<PendingRead> all = new ArrayList<>(waiting);
        waiting.clear();
        all.forEach(read -> read.fail(failure, buffer));
    }

    @Override
    public void close() {
        fetcher.close();
        buffer.evict();
        buffer.settle();
    }
}
