package io.sluice.kafka.produce;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.Timer;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.spi.ProduceSpec;
import io.sluice.kafka.reply.Pending;
import io.sluice.kafka.reply.Replies;
import io.sluice.kafka.reply.Reply;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A request whose answer is a record on the reply topic.
 *
 * <pre>
 *   join --reply is there (a replay)--> answered, nothing is written
 *        --otherwise--> write, unless an equal request does --reply--> answered
 *                                                           --acknowledged, respond-async--> 202, after wait=N if preferred
 *                                                           --deadline--> 504, or 503 if nothing was written
 * </pre>
 */
final class CorrelatedRequest implements Pending.Listener {
    private final Invocation invocation;
    private final RecordSender sender;
    private final ReplyRoute route;
    private final ProduceSpec spec;
    private final ProducerRecord<byte[], byte[]> record;
    private final String id;
    private final Preferences preferences;
    private volatile boolean waitIsOver;
    private volatile @Nullable Pending joined;
    private volatile @Nullable Timer waiting;
    private volatile @Nullable Timer deadline;

    CorrelatedRequest(
            Invocation invocation,
            RecordSender sender,
            ReplyRoute route,
            ProduceSpec spec,
            ProducerRecord<byte[], byte[]> record,
            String id) {
        this.invocation = invocation;
        this.sender = sender;
        this.route = route;
        this.spec = spec;
        this.record = record;
        this.id = id;
        this.preferences = Preferences.of(
                invocation.request(), spec.maxWait(), route.location().isConfigured());
        this.waitIsOver = preferences.respondAsync() && !preferences.waits();
    }

    /** Starts on the I/O thread. */
    void start(Replies replies) {
        Pending pending = replies.join(id, this);
        joined = pending;
        invocation.onEnd(() -> ended(replies));
        replies.find(id, reply -> {
            if (reply == null) {
                write(replies, pending);
            } else {
                replied(reply);
            }
        });
    }

    private void write(Replies replies, Pending pending) {
        Outgoing outgoing = pending.claim() ? new Outgoing(record, spec.acks(), outcome(replies, pending)) : null;
        setDeadlines(replies, pending, outgoing);
        if (outgoing != null && !sender.offer(outgoing, invocation::execute)) {
            replies.failed(id, OneWay.noRoom());
        } else if (outgoing == null && pending.isSent()) {
            sent();
        }
    }

    private Outgoing.Outcome outcome(Replies replies, Pending pending) {
        return new Outgoing.Outcome() {
            @Override
            public void delivered(@Nullable RecordMetadata place) {
                OneWay.note(invocation, place); // its own record, before anybody can answer it
                pending.sent();
            }

            @Override
            public void failed(Problem problem, @Nullable Exception cause) {
                replies.failed(id, problem);
            }
        };
    }

    private void setDeadlines(Replies replies, Pending pending, @Nullable Outgoing outgoing) {
        if (preferences.respondAsync() && preferences.waits()) {
            waiting = invocation.after(preferences.patience(spec.timeout()), () -> waitIsOver(pending));
        }
        deadline = invocation.after(preferences.end(spec.timeout()), () -> tooLate(replies, outgoing));
        if (invocation.isEnded()) { // by a reply that came meanwhile, too early to find the timers
            cancel(waiting);
            cancel(deadline);
        }
    }

    private void ended(Replies replies) {
        replies.leave(id, this);
        cancel(waiting);
        cancel(deadline);
    }

    private static void cancel(@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void waitIsOver(Pending pending) {
        waitIsOver = true;
        if (pending.isSent()) {
            sent();
        }
    }

    private void tooLate(Replies replies, @Nullable Outgoing outgoing) {
        if (outgoing != null && outgoing.withdraw()) {
            replies.failed(id, KafkaProblems.unavailable());
        } else {
            invocation.fail(ProblemType.TIMEOUT, "The service did not reply in time; it may still do so.");
        }
    }

    @Override
    public void sent() {
        if (waitIsOver) {
            accepted();
        }
    }

    @Override
    public void waitIsOver() {
        if (preferences.respondAsync() && joined != null) {
            waitIsOver(joined);
        }
    }

    @Override
    public void failed(Problem problem) {
        invocation.fail(problem);
    }

    @Override
    public void replied(Reply reply) {
        if (waitIsOver) {
            accepted();
        } else {
            reply.answer(invocation, preferences.applied());
        }
    }

    private void accepted() {
        invocation.complete(route.location().accepted(invocation.params(), id, preferences.applied()));
    }
}
