package io.sluice.rest.consumer;

import io.sluice.rest.broker.Timer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/** A read that waits, and what it has got so far. Owned by the loop's thread. */
final class PendingRead {
    private final Fill fill;
    private final BooleanSupplier enough;
    private final CompletableFuture<Batch> answer;
    private final long deadline;
    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private long bytes;
    private long lent;
    private long stamp;
    private @Nullable Timer timer;

    /**
     * A read.
     *
     * @param enough asked whenever the buffer is empty: whether there is nothing more to wait for
     */
    PendingRead(Fill fill, BooleanSupplier enough, long deadline, CompletableFuture<Batch> answer) {
        this.fill = fill;
        this.enough = enough;
        this.deadline = deadline;
        this.answer = answer;
    }

    long deadline() {
        return deadline;
    }

    /** What ends the read when its time is up. */
    void endWith(Timer wanted) {
        timer = wanted;
    }

    /** Takes what it may out of a buffer; true when it waits for nothing more. */
    boolean take(RecordBuffer buffer, long now) {
        stamp = now;
        ConsumerRecord<byte[], byte[]> next = buffer.peek();
        while (next != null) {
            long size = RecordSize.payload(next);
            if (!fill.fits(bytes, records.size(), size)) {
                if (records.isEmpty() && fill.refuses(size)) {
                    refuse(next, size);
                }
                return true;
            }
            ConsumerRecord<byte[], byte[]> record = buffer.take();
            records.add(record);
            bytes += size;
            lend(buffer.room(), RecordSize.memory(record));
            next = buffer.peek();
        }
        return fill.reached(bytes, records.size())
                || enough.getAsBoolean()
                || (hasRecords() && buffer.room().isLentOut());
    }

    private void lend(BufferRoom room, long memory) {
        lent += memory;
        room.lend(memory);
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, long size) {
        answer.completeExceptionally(new RecordTooLargeException("The record at offset " + record.offset() + " of "
                + record.topic() + '-' + record.partition() + " has " + size
                + " bytes of key and value; reading it takes max_bytes of at least " + (size + 1)
                + ", and this read allows " + fill.maxBytes()));
    }

    /** Whether records would be lost if this read failed. */
    boolean hasRecords() {
        return !records.isEmpty();
    }

    /** Answers with what there is. */
    void end(BufferRoom room) {
        cancel(room);
        answer.complete(new Batch(records, stamp));
    }

    /** Fails; what was taken goes back. */
    void fail(Throwable failure, RecordBuffer buffer) {
        cancel(buffer.room());
        buffer.giveBack(records, stamp);
        answer.completeExceptionally(failure);
    }

    private void cancel(BufferRoom room) {
        room.lend(-lent);
        if (timer != null) {
            timer.cancel();
        }
    }
}
