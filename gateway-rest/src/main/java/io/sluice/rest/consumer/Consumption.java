package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.Reply;
import io.sluice.rest.broker.Timer;
import io.sluice.rest.broker.TopicMetadata;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * What one instance does: puts its subscription, its membership, its positions and its reads together. Owned by the
 * loop's thread.
 */
final class Consumption implements Membership.Owner, PositionFinder.Owner {
    private static final long NOTE_MILLIS = 2_000;

    private final BrokerLoop loop;
    private final ConsumerOptions options;
    private final ConsumersSettings settings;
    private final Subscription subscription = new Subscription();
    private final Positions positions = new Positions();
    private final Membership membership;
    private final PositionFinder finder;
    private final TopicWatch watch;
    private final Reads reads;
    private final Commits commits;
    private final Settling settling;
    private final Seeks seeks;
    private long epoch; // counts subscriptions
    private long decision; // counts revocations and assignments
    private boolean revoking;

    Consumption(BrokerLoop loop, String group, ConsumerOptions options, ConsumersSettings settings, BufferRoom room) {
        this.loop = loop;
        this.options = options;
        this.settings = settings;
        var offsets = new GroupOffsets(loop, group);
        this.membership = new Membership(loop, group, settings.group(), this);
        this.finder = new PositionFinder(loop, offsets, options, positions, this);
        this.watch = new TopicWatch(
                loop, subscription, membership, settings.topicCheck().toMillis());
        this.reads = new Reads(loop, positions, room, options.isolation(), finder::reset);
        this.commits = new Commits(
                loop,
                group,
                offsets,
                positions,
                membership,
                options.autoCommit(),
                settings.autoCommitInterval().toMillis());
        this.settling = new Settling(loop, this::isSettled, membership::join);
        this.seeks = new Seeks(positions, finder, reads, settling);
    }

    private boolean isSettled() {
        return !subscription.isByGroup() || (membership.isStable() && !revoking);
    }

    void subscribe(Collection<String> topics, CompletableFuture<@Nullable Void> answer) {
        if (topics.isEmpty()) {
            unsubscribe(answer);
            return;
        }
        if (!subscription.toTopics(topics) && !membership.isOut()) {
            answer.complete(null);
            return;
        }
        begin();
        watchAndNote(answer);
        joinOrRejoin();
    }

    void subscribePattern(String pattern, CompletableFuture<@Nullable Void> answer) {
        subscription.toPattern(pattern);
        begin();
        long current = epoch;
        var looked = new CompletableFuture<@Nullable Void>();
        watchAndNote(looked);
        var unused = looked.whenComplete((value, failure) -> {
            if (current == epoch) {
                joinOrRejoin();
            }
            answer.complete(null);
        });
    }

    void assign(Collection<TopicPartition> partitions, CompletableFuture<@Nullable Void> answer) {
        if (partitions.isEmpty()) {
            unsubscribe(answer);
            return;
        }
        subscription.toPartitions();
        commits.commitDirty(() -> {});
        begin();
        positions.replace(new LinkedHashSet<>(partitions));
        reads.reassigned();
        Set<String> topics = new LinkedHashSet<>();
        partitions.forEach(partition -> topics.add(partition.topic()));
        var once = once(answer);
        loop.metadata()
                .topics(
                        topics,
                        false,
                        NOTE_MILLIS,
                        Reply.of(found -> finder.note(found, NOTE_MILLIS, once), failure -> once.run()));
        finder.find();
        resume();
    }

    void unsubscribe(CompletableFuture<@Nullable Void> answer) {
        end(() -> answer.complete(null));
    }

    List<String> subscription() {
        return subscription.topics();
    }

    List<TopicPartition> assignment() {
        return positions.partitions();
    }

    /** What moves positions. */
    Seeks seeks() {
        return seeks;
    }

    void commit(CompletableFuture<@Nullable Void> answer) {
        settling.then(answer, () -> commits.commit(positions.toCommit(false), answer));
    }

    void commit(Map<TopicPartition, OffsetAndMetadata> wanted, CompletableFuture<@Nullable Void> answer) {
        settling.then(answer, () -> commits.commit(wanted, answer));
    }

    void committed(
            Collection<TopicPartition> partitions, CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> answer) {
        commits.committed(partitions, answer);
    }

    void read(long waitMillis, long maxBytes, CompletableFuture<Batch> answer) {
        if (subscription.kind() == Subscription.Kind.NONE) {
            throw new IllegalStateException("Consumer is not subscribed to any topics or assigned any partitions");
        }
        reads.add(Fill.of(settings, options, maxBytes), waitMillis, answer);
        if (answer.isDone()) {
            return;
        }
        if (subscription.isByGroup()) {
            membership.join();
        }
        if (watch.problem() != null) {
            watch.start(Reply.of(topics -> failReads(), failure -> {}));
        }
        finder.find();
    }

    void giveBack(List<ConsumerRecord<byte[], byte[]>> records, long stamp) {
        reads.giveBack(records, stamp);
    }

    /** Answers when the group has given partitions, or will not soon. */
    void settle(CompletableFuture<@Nullable Void> answer) {
        settling.then(answer, () -> answer.complete(null));
    }

    /** Ends reads that wait as if their time were over. */
    void drain() {
        reads.drain();
    }

    /** Whether somebody waits for records. */
    boolean isRead() {
        return reads.isWaiting();
    }

    /** Ends everything; {@code then} is called when the group has been left, or could not be told in time. */
    void close(RuntimeException reason, Runnable then) {
        reads.end(reason);
        end(() -> {
            reads.close();
            then.run();
        });
    }

    @Override
    public List<String> topics() {
        return subscription.topics();
    }

    @Override
    public void revoke(Runnable then) {
        long current = ++decision;
        revoking = true;
        reads.pause();
        commits.commitDirty(() -> {
            if (current == decision) {
                lost();
                resume();
            }
            then.run();
        });
    }

    @Override
    public void lost() {
        positions.replace(List.of());
        reads.reassigned();
    }

    @Override
    public void assigned(List<TopicPartition> partitions) {
        decision++;
        positions.replace(partitions);
        finder.find();
        resume();
        settling.settled();
    }

    @Override
    public void refused(KafkaException failure) {
        reads.failed(failure);
        settling.settled();
    }

    @Override
    public void found() {
        reads.goOn();
    }

    @Override
    public void notFound(KafkaException failure) {
        reads.failed(failure);
    }

    @Override
    public boolean isInterested() {
        return reads.isWaiting();
    }

    private void begin() {
        epoch++;
        finder.forgetNotes();
        commits.start();
    }

    private void resume() {
        revoking = false;
        reads.resume();
    }

    private void joinOrRejoin() {
        if (membership.isOut()) {
            membership.join();
        } else {
            membership.rejoin();
        }
    }

    /** Answers when the ends of the topics are known, or it takes too long. */
    private void watchAndNote(CompletableFuture<@Nullable Void> answer) {
        long current = epoch;
        Runnable once = once(answer);
        watch.start(Reply.of(
                topics -> {
                    failReads();
                    if (current == epoch) {
                        note(topics, once);
                    } else {
                        once.run();
                    }
                },
                failure -> once.run()));
    }

    private void note(Map<String, TopicMetadata> topics, Runnable once) {
        Map<String, TopicMetadata> own = new HashMap<>(topics);
        own.keySet().retainAll(subscription.topics());
        finder.note(own, NOTE_MILLIS, once);
    }

    private Runnable once(CompletableFuture<@Nullable Void> answer) {
        Timer late = loop.after(NOTE_MILLIS, () -> answer.complete(null));
        return () -> {
            late.cancel();
            answer.complete(null);
        };
    }

    private void failReads() {
        KafkaException problem = watch.problem();
        if (problem != null) {
            reads.failed(problem);
        }
    }

    private void end(Runnable then) {
        epoch++;
        watch.stop();
        commits.stop();
        reads.pause();
        long current = epoch;
        commits.commitDirty(() -> {
            if (current == epoch) {
                lost();
            }
            resume();
            if (current == epoch || !subscription.isByGroup()) {
                membership.leave(then);
            } else {
                then.run(); // subscribed again meanwhile
            }
        });
        subscription.clear();
        settling.settled();
    }
}
