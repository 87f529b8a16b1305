package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.Call;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A consumer instance of the REST Proxy's API, without a thread or idle connections of its own.
 *
 * <p>Every method is for any thread and returns at once. The answers are completed by the thread of the {@link
 * BrokerLoop}, so whatever is chained to them hands over and returns. They fail with Kafka's own exceptions, with {@link
 * IllegalStateException} and {@link IllegalArgumentException} as the methods say, and with {@link
 * InstanceClosedException} once the instance has been deleted or has expired.
 */
public final class ConsumerInstance {
    private final BrokerLoop loop;
    private final String group;
    private final String name;
    private final ConsumerOptions options;
    private final Consumption consumption;
    private boolean closed; // owned by the loop's thread

    ConsumerInstance(
            BrokerLoop loop,
            String group,
            String name,
            ConsumerOptions options,
            ConsumersSettings settings,
            BufferRoom room) {
        this.loop = loop;
        this.group = group;
        this.name = name;
        this.options = options;
        this.consumption = new Consumption(loop, group, options, settings, room);
    }

    /** What the client said when it created the instance. */
    public ConsumerOptions options() {
        return options;
    }

    /**
     * Reads these topics instead of those before, none if the list is empty, and joins the group without waiting for a
     * read. With {@code latest} the answer waits, at most two seconds, until it is known where the topics end: what is
     * written after the answer is read.
     *
     * <p>Fails with {@link IllegalArgumentException} for an empty name and {@link IllegalStateException} after {@link
     * #subscribePattern} or {@link #assign}. Names are not checked: reads fail for topics that are invalid or forbidden.
     */
    public CompletableFuture<@Nullable Void> subscribe(List<String> topics) {
        List<String> copy = List.copyOf(topics);
        return call(answer -> consumption.subscribe(copy, answer));
    }

    /**
     * Reads the topics whose whole name matches, internal ones left out, and looks for others now and then. The syntax is
     * that of RE2: no lookaround, no references back.
     *
     * <p>Fails with {@link IllegalArgumentException} if it is no such pattern, and {@link IllegalStateException} after
     * {@link #subscribe} or {@link #assign}.
     */
    public CompletableFuture<@Nullable Void> subscribePattern(String pattern) {
        return call(answer -> consumption.subscribePattern(pattern, answer));
    }

    /** Reads nothing any more: commits, if that is automatic, and leaves the group. The answer comes when it is left. */
    public CompletableFuture<@Nullable Void> unsubscribe() {
        return call(consumption::unsubscribe);
    }

    /** The topics that are read: those named, or those that the pattern matches; none for named partitions. */
    public CompletableFuture<List<String>> subscription() {
        return call(answer -> answer.complete(consumption.subscription()));
    }

    /**
     * Reads these partitions instead of those before, none if the list is empty. They need not exist.
     *
     * <p>Fails with {@link IllegalStateException} after {@link #subscribe} or {@link #subscribePattern}.
     */
    public CompletableFuture<@Nullable Void> assign(List<TopicPartition> partitions) {
        List<TopicPartition> copy = List.copyOf(partitions);
        return call(answer -> consumption.assign(copy, answer));
    }

    /** The partitions that are read: those named, or those that the group has given; none before it has. */
    public CompletableFuture<List<TopicPartition>> assignment() {
        return call(answer -> answer.complete(consumption.assignment()));
    }

    /**
     * Goes to these offsets; what is buffered of the partitions is gone. Like all methods that need the partitions, it
     * waits for the group to give them, ten seconds at most.
     *
     * <p>Fails with {@link IllegalArgumentException} for a negative offset and {@link IllegalStateException} for a
     * partition that is not assigned; nothing has changed then.
     */
    public CompletableFuture<@Nullable Void> seek(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Long> copy = Map.copyOf(offsets);
        return call(answer -> consumption.seeks().toOffsets(copy, answer));
    }

    /**
     * Goes to the first record of a time or later, to the end if there is none. Fails as {@link #seek} does.
     *
     * @param times milliseconds since 1970
     */
    public CompletableFuture<@Nullable Void> seekToTimestamps(Map<TopicPartition, Long> times) {
        Map<TopicPartition, Long> copy = Map.copyOf(times);
        return call(answer -> consumption.seeks().toTimes(copy, answer));
    }

    /** Goes to the first record of these partitions, of all if none is named. Fails as {@link #seek} does. */
    public CompletableFuture<@Nullable Void> seekToBeginning(Collection<TopicPartition> partitions) {
        List<TopicPartition> copy = List.copyOf(partitions);
        return call(answer -> consumption.seeks().toEdge(copy, OffsetLookup.EARLIEST, answer));
    }

    /** Goes to the end of these partitions, of all if none is named. Fails as {@link #seek} does. */
    public CompletableFuture<@Nullable Void> seekToEnd(Collection<TopicPartition> partitions) {
        List<TopicPartition> copy = List.copyOf(partitions);
        return call(answer -> consumption.seeks().toEdge(copy, OffsetLookup.LATEST, answer));
    }

    /** Commits the positions of all partitions: what reads have given, not what is buffered. */
    public CompletableFuture<@Nullable Void> commit() {
        return call(consumption::commit);
    }

    /** Commits these offsets as they are, of any partitions. */
    public CompletableFuture<@Nullable Void> commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        Map<TopicPartition, OffsetAndMetadata> copy = Map.copyOf(offsets);
        return call(answer -> consumption.commit(copy, answer));
    }

    /** The offsets that the group has committed; partitions without one, or unknown, are left out. */
    public CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> committed(Collection<TopicPartition> partitions) {
        List<TopicPartition> copy = List.copyOf(partitions);
        return call(answer -> consumption.committed(copy, answer));
    }

    /**
     * Reads records; {@link Fill} says when there are enough. Two reads at a time share what comes.
     *
     * <p>Fails with {@link IllegalStateException} when there is neither a subscription nor an assignment, {@link
     * InstanceClosedException} when the instance ends meanwhile, {@link
     * org.apache.kafka.common.errors.RecordTooLargeException} when the next record is larger than {@code maxBytes} and
     * fills are not strict, which leaves the record where it is.
     *
     * @param timeout how long to wait; null or not positive for the instance's {@code requestTimeout}, which is also the
     *     longest
     * @param maxBytes the largest sum of the sizes of keys and values, less one; not positive for the largest allowed
     */
    public CompletableFuture<Batch> read(@Nullable Duration timeout, long maxBytes) {
        Duration longest = options.requestTimeout();
        boolean shorter =
                timeout != null && !timeout.isNegative() && !timeout.isZero() && timeout.compareTo(longest) < 0;
        long wait = (shorter && timeout != null ? timeout : longest).toMillis();
        return call(answer -> consumption.read(wait, maxBytes, answer));
    }

    /**
     * Puts the records of a batch back from an index on, because they could not be used: they are the next to be read, and
     * are not committed. Those of partitions that were sought in, or given away, since the read are left out.
     */
    public CompletableFuture<@Nullable Void> giveBack(Batch batch, int from) {
        var back = batch.records().subList(from, batch.records().size());
        return call(answer -> {
            consumption.giveBack(back, batch.stamp());
            answer.complete(null);
        });
    }

    /** Ends the instance; the answer comes when the group has been left or could not be told. */
    CompletableFuture<@Nullable Void> close() {
        return call(answer -> {
            closed = true;
            consumption.close(new InstanceClosedException(group, name), () -> answer.complete(null));
        });
    }

    /** The answer comes when the group has given partitions, if any are to be waited for, or after ten seconds. */
    public CompletableFuture<@Nullable Void> settle() {
        return call(consumption::settle);
    }

    /** Ends reads that wait as if their time were over. */
    void drain() {
        CompletableFuture<@Nullable Void> unused = call(answer -> {
            consumption.drain();
            answer.complete(null);
        });
    }

    /** Whether somebody waits for records. Loop's thread. */
    boolean isRead() {
        return consumption.isRead();
    }

    private <T extends @Nullable Object> CompletableFuture<T> call(Call<T> call) {
        return loop.call(answer -> {
            if (closed) {
                throw new InstanceClosedException(group, name);
            }
            call.begin(answer);
        });
    }
}
