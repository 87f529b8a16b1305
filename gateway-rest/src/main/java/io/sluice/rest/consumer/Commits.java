package io.sluice.rest.consumer;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.Reply;
import io.sluice.rest.broker.Timer;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commits the positions of an instance, when its client says so and, if that is wanted, by itself. Loop's thread. */
final class Commits {
    private static final Logger LOGGER = LoggerFactory.getLogger(Commits.class);
    private static final long COMMIT_MILLIS = 30_000;
    private static final long AUTOMATIC_MILLIS = 5_000;

    private final BrokerLoop loop;
    private final String group;
    private final GroupOffsets offsets;
    private final Positions positions;
    private final Membership membership;
    private final boolean automatic;
    private final long intervalMillis;
    private @Nullable Timer timer;

    Commits(
            BrokerLoop loop,
            String group,
            GroupOffsets offsets,
            Positions positions,
            Membership membership,
            boolean automatic,
            long intervalMillis) {
        this.loop = loop;
        this.group = group;
        this.offsets = offsets;
        this.positions = positions;
        this.membership = membership;
        this.automatic = automatic;
        this.intervalMillis = intervalMillis;
    }

    /** Commits what the client says. */
    void commit(Map<TopicPartition, OffsetAndMetadata> wanted, CompletableFuture<@Nullable Void> answer) {
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

    /** Finds what the group has committed. */
    void committed(
            Collection<TopicPartition> partitions, CompletableFuture<Map<TopicPartition, OffsetAndMetadata>> answer) {
        if (partitions.isEmpty()) {
            answer.complete(Map.of());
        } else {
            offsets.fetch(partitions, COMMIT_MILLIS, Reply.of(answer::complete, answer::completeExceptionally));
        }
    }

    /** Commits from time to time until {@link #stop}, if that is wanted. */
    void start() {
        if (automatic && timer == null) {
            schedule();
        }
    }

    /** Commits from time to time no more. */
    void stop() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void schedule() {
        timer = loop.after(intervalMillis, () -> {
            schedule();
            commitDirty(() -> {});
        });
    }

    /** Commits what the group does not know yet, if that is wanted; {@code then} is called however that ends. */
    void commitDirty(Runnable then) {
        Map<TopicPartition, OffsetAndMetadata> dirty = automatic ? positions.toCommit(true) : Map.of();
        if (dirty.isEmpty()) {
            then.run();
            return;
        }
        Member member = membership.member(); // the partitions are this generation's
        offsets.commit(
                dirty,
                () -> member,
                AUTOMATIC_MILLIS,
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
}
