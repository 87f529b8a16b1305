package io.sluice.kafka.user;

import io.sluice.engine.http.Problem;
import io.sluice.engine.spi.Delivery;
import io.sluice.kafka.cluster.Login;
import io.sluice.kafka.produce.KafkaProblems;
import io.sluice.kafka.produce.Outgoing;
import io.sluice.kafka.produce.Sending;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one user on their way to Kafka, by producers of the user's own.
 *
 * <p>{@link #take} and what {@link Sending.Owner} declares is for any thread; the rest runs on the user's strand, where
 * {@code send} may block without keeping anybody else. What one user may have in the shared room is a quarter of it, so
 * that one whose records do not get through leaves room for others; of that only a window is handed to the producer, so
 * that the buffers which it keeps stay few.
 */
final class UserRecords implements Sending.Owner {
    private static final Logger LOGGER = LoggerFactory.getLogger(UserRecords.class);
    private static final int WINDOW_BYTES = 256 << 10;
    private static final int SHARE = 4;
    private static final long STALL_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int MAX_STALLED = 100;

    private final UserContext context;
    private final Login login;
    private final Strand strand;
    private final Consumer<AuthenticationException> refused;
    private final Runnable ended;
    private final AtomicLong bytes = new AtomicLong();

    // owned by the strand
    private final Queue<Outgoing> queue = new ArrayDeque<>();
    private final Map<Delivery, Producer<byte[], byte[]>> producers = new EnumMap<>(Delivery.class);
    private final Map<String, Stall> stalled = new HashMap<>();
    private long inFlight; // bytes
    private boolean refusing; // from the first record that was refused until all are
    private boolean closed;

    /** A topic that cannot be written to at present, as the producer found out by waiting. */
    private record Stall(long until, Problem problem) {}

    /**
     * Of a user who has no producer yet.
     *
     * @param refused told that the brokers do not accept the user's credentials
     * @param ended called once for each record that was taken, by any thread
     */
    UserRecords(
            UserContext context,
            Login login,
            Strand strand,
            Consumer<AuthenticationException> refused,
            Runnable ended) {
        this.context = context;
        this.login = login;
        this.strand = strand;
        this.refused = refused;
        this.ended = ended;
    }

    /** Takes a record; false when there is no room for it. */
    boolean take(Outgoing outgoing) {
        int weight = outgoing.weight();
        long taken = bytes.addAndGet(weight);
        boolean alone = taken == weight; // whatever its size: a share may be less than a record
        if ((!alone && taken > context.room().maxBytes() / SHARE)
                || !context.room().take(weight)) {
            bytes.addAndGet(-weight);
            return false;
        }
        strand.execute(() -> {
            queue.add(outgoing);
            drain(WINDOW_BYTES);
        });
        return true;
    }

    @Override
    public void ended(Outgoing outgoing) {
        strand.execute(() -> {
            inFlight -= outgoing.weight();
            drain(WINDOW_BYTES);
        });
        release(outgoing);
    }

    @Override
    public Problem failed(Outgoing outgoing, Exception failure, boolean unsent) {
        if (failure instanceof AuthenticationException e) {
            refusing |= unsent; // the next send would be as long in finding out the same
            refused.accept(e);
            return UserProblems.refused();
        }
        if (failure instanceof AuthorizationException) {
            return UserProblems.mayNotWrite();
        }
        log(outgoing, failure);
        if (!unsent) {
            return KafkaProblems.afterSending(failure);
        }
        Problem problem = failure.getCause() instanceof UnknownTopicOrPartitionException
                ? KafkaProblems.topicMissing()
                : KafkaProblems.beforeSending(failure);
        if (failure instanceof TimeoutException) {
            stall(outgoing.topic(), problem);
        }
        return problem;
    }

    private void log(Outgoing outgoing, Exception failure) {
        if (context.undelivered().allows(outgoing.topic() + ' ' + failure.getClass())) {
            LOGGER.atWarn()
                    .addKeyValue("exit", context.cluster())
                    .addKeyValue("topic", outgoing.topic())
                    .addKeyValue("error", failure.toString())
                    .log("a user's record was not delivered; more of the same in the next ten seconds are not logged");
        }
    }

    /** Drops what nobody waits for any more. */
    void sweep() {
        queue.removeIf(outgoing -> {
            if (outgoing.isWithdrawn()) {
                release(outgoing);
                return true;
            }
            return false;
        });
    }

    /** Ends all records that no producer has yet, and the producers. */
    void refuse(Problem problem) {
        for (Outgoing outgoing = queue.poll(); outgoing != null; outgoing = queue.poll()) {
            release(outgoing);
            outgoing.refuse(problem);
        }
        disconnect(Duration.ZERO);
        refusing = false;
    }

    /** Hands over what is left, and waits at most so long for its acknowledgement. */
    void close(Duration flush) {
        drain(Long.MAX_VALUE);
        closed = true;
        disconnect(flush);
    }

    private void disconnect(Duration flush) {
        producers.values().forEach(producer -> producer.close(flush));
        producers.clear();
    }

    private void drain(long window) {
        for (Outgoing next = queue.peek(); next != null && !refusing; next = queue.peek()) {
            int weight = next.weight();
            if (inFlight > 0 && weight > window - inFlight) {
                return; // goes on when something is acknowledged
            }
            queue.remove();
            if (next.take()) {
                inFlight += weight;
                send(next);
            } else {
                release(next);
            }
        }
    }

    private void send(Outgoing outgoing) {
        var sending = new Sending(outgoing, this, context.acknowledged());
        Problem hopeless = hopeless(outgoing.topic());
        if (hopeless != null) {
            ended(outgoing);
            outgoing.outcome().failed(hopeless, null);
            return;
        }
        try {
            Producer<byte[], byte[]> producer = producers.get(outgoing.acks());
            if (producer == null) {
                producer = context.clients().producer(login, outgoing.acks());
                producers.put(outgoing.acks(), producer);
            }
            var unused = producer.send(outgoing.record(), sending);
            sending.handedOver();
        } catch (KafkaException e) {
            // not an error of the record but of the producer, which is of no use any more
            Producer<byte[], byte[]> broken = producers.remove(outgoing.acks());
            if (broken != null) {
                broken.close(Duration.ZERO);
            }
            sending.onCompletion(null, e);
        }
    }

    private @Nullable Problem hopeless(String topic) {
        if (closed || !context.reachable().getAsBoolean()) {
            return KafkaProblems.unavailable();
        }
        Stall stall = stalled.get(topic);
        return stall != null && context.nanoTime().getAsLong() - stall.until() < 0 ? stall.problem() : null;
    }

    /** Refuses the topic's next records at once: each would keep those behind it as long. */
    private void stall(String topic, Problem problem) {
        if (stalled.size() >= MAX_STALLED) {
            stalled.clear();
        }
        stalled.put(topic, new Stall(context.nanoTime().getAsLong() + STALL_NANOS, problem));
    }

    private void release(Outgoing outgoing) {
        bytes.addAndGet(-outgoing.weight());
        context.room().release(outgoing.weight());
        ended.run();
    }
}
