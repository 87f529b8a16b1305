package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.Reply;
import io.sluice.rest.broker.Timer;
import io.sluice.rest.broker.TopicMetadata;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one instance does: puts its subscription, its membership, its positions and its reads together. Owned by the
 * loop's thread.
 */
final class Consumption implements Membership.Owner, PositionFinder.Owner {
    private static final Logger LOGGER = LoggerFactory.getLogger(Consumption.class);
    private static final long NOTE_MILLIS = 2_000;
    private static final long SETTLE_MILLIS = 10_000;
    private static final long COMMIT_MILLIS = 30_000;
    private static final long LAST_COMMIT_MILLIS = 5_000;

    private final BrokerLoop loop;
    private final String group;
    private final ConsumerOptions options;
    private final ConsumersSettings settings;
    private final Subscription subscription = new Subscription();
    private final Positions positions = new Positions();
    private final GroupOffsets offsets;
    private final Membership membership;
    private final PositionFinder finder;
    private final TopicWatch watch;
    private final Reads reads;
    private final List<Unsettled> unsettled = new ArrayList<>(0);
    private long epoch; // counts subscriptions
    private long decision; // counts revocations and assignments
    private boolean revoking;
    private @Nullable Timer committing;

    Consumption(BrokerLoop loop, String group, ConsumerOptions options, ConsumersSettings settings, BufferRoom room) {
        this.loop = loop;
        this.group = group;
        this.options = options;
        this.settings = settings;
        this.offsets = new GroupOffsets(loop, group);
        this.membership = new Membership(loop, group, settings.group(), this);
        this.finder = new PositionFinder(loop, offsets, options, positions, this);
        this.watch = new TopicWatch(
                loop, subscription, membership, settings.topicCheck().toMillis());
        this.reads = new Reads(loop, positions, room, options.isolation(), finder::reset);
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
        commitDirty(LAST_COMMIT_MILLIS, () -> {});
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

    void seek(Map<TopicPartition, Long> wanted, CompletableFuture<@Nullable Void> answer) {
        for (Map.Entry<TopicPartition, Long> seek : wanted.entrySet()) {
            if (seek.getValue() < 0) {
                throw new IllegalArgumentException("seek offset must not be a negative number");
            }
        }
        whenSettled(answer, () -> {
            if (!wanted.isEmpty()) {
                positions.assigned(wanted.keySet());
            }
            move(wanted);
            answer.complete(null);
        });
    }

    /** Seeks to {@link OffsetLookup#EARLIEST} or {@link OffsetLookup#LATEST} in partitions, all if none is named. */
    void seekToEdge(Collection<TopicPartition> named, long edge, CompletableFuture<@Nullable Void> answer) {
        whenSettled(answer, () -> {
            Map<TopicPartition, Long> targets = new HashMap<>();
            positions.assigned(named).forEach(partition -> targets.put(partition, edge));
            seekTo(targets, answer);
        });
    }

    void seekToTimes(Map<TopicPartition, Long> times, CompletableFuture<@Nullable Void> answer) {
        for (Map.Entry<TopicPartition, Long> time : times.entrySet()) {
            if (time.getValue() < 0) {
                throw new IllegalArgumentException("The time of " + time.getKey() + " is before 1970");
            }
        }
        whenSettled(answer, () -> {
            if (!times.isEmpty()) {
                positions.assigned(times.keySet());
            }
            seekTo(times, answer);
        });
    }

    private void seekTo(Map<TopicPartition, Long> targets, CompletableFuture<@Nullable Void> answer) {
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

    void commit(CompletableFuture<@Nullable Void> answer) {
        whenSettled(answer, () -> commitNow(positions.toCommit(false), answer));
    }

    void commit(Map<TopicPartition, OffsetAndMetadata> wanted, CompletableFuture<@Nullable Void> answer) {
        Map<TopicPartition, OffsetAndMetadata> copy = new LinkedHashMap<>(wanted);
        whenSettled(answer, () -> commitNow(copy, answer));
    }

    private void commitNow(Map<TopicPartition, OffsetAndMetadata> wanted, CompletableFuture<@Nullable Void> answer) {
        if (wanted.isEmpty()) {
            answer.complete(null);
            return;
        }
        offsets.commit(
                wanted,
                membership::member,
                COMMIT_MILLIS,
                Reply.of(
                        committed -> {
                            positions.committed(committed);
                            answer.complete(null);
                        },
                        failure -> {
                            membership.check();
                            answer.completeExceptionally(failure);
                        }));
    }

    void committed(
            Collection<TopicPartition> partitions, CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> answer) {
        if (partitions.isEmpty()) {
            answer.complete(Map.of());
        } else {
            offsets.fetch(partitions, COMMIT_MILLIS, Reply.of(answer::complete, answer::completeExceptionally));
        }
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
        commitDirty(LAST_COMMIT_MILLIS, () -> {
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
        settled();
    }

    @Override
    public void refused(KafkaException failure) {
        reads.failed(failure);
        settled();
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
        if (options.autoCommit() && committing == null) {
            scheduleCommit();
        }
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
        if (committing != null) {
            committing.cancel();
            committing = null;
        }
        reads.pause();
        long current = epoch;
        commitDirty(LAST_COMMIT_MILLIS, () -> {
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
        settled();
    }

    private void scheduleCommit() {
        committing = loop.after(settings.autoCommitInterval().toMillis(), () -> {
            scheduleCommit();
            if (!revoking) {
                commitDirty(settings.autoCommitInterval().toMillis(), () -> {});
            }
        });
    }

    /** Commits what the group does not know yet, if that is wanted and it is this instance's to say. */
    private void commitDirty(long timeoutMillis, Runnable then) {
        Map<TopicPartition, OffsetAndMetadata> dirty = options.autoCommit() ? positions.toCommit(true) : Map.of();
        if (dirty.isEmpty()) {
            then.run();
            return;
        }
        Member member = membership.member();
        offsets.commit(
                dirty,
                () -> member,
                timeoutMillis,
                Reply.of(
                        committed -> {
                            positions.committed(committed);
                            then.run();
                        },
                        failure -> {
                            LOGGER.atWarn()
                                    .addKeyValue("group", group)
                                    .addKeyValue("error", failure.toString())
                                    .log("automatic commit failed");
                            then.run();
                        }));
    }

    /** Does something when the group has given partitions, at once if none is to be waited for. */
    private void whenSettled(CompletableFuture<?> answer, Runnable task) {
        if (!subscription.isByGroup() || (membership.isStable() && !revoking)) {
            task.run();
            return;
        }
        var waiting = new Unsettled(answer, task);
        waiting.late = loop.after(SETTLE_MILLIS, waiting::run);
        unsettled.add(waiting);
        membership.join();
    }

    private void settled() {
        List.copyOf(unsettled).forEach(Unsettled::run);
    }

    private final class Unsettled {
        private final CompletableFuture<?> answer;
        private final Runnable task;
        private @Nullable Timer late;

        private Unsettled(CompletableFuture<?> answer, Runnable task) {
            this.answer = answer;
            this.task = task;
        }

        private void run() {
            unsettled.remove(this);
            if (late != null) {
                late.cancel();
            }
            try {
                task.run();
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        }
    }
}
