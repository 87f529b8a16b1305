package io.sluice.faults;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of a scenario have asked for and been told, and every answer that must not be. Any thread.
 *
 * <p>While it is calm, every request must succeed. During a fault, and until the clients have recovered from it, 502, 503
 * and 504 are honest answers.
 */
final class Book {
    private static final int MOST_SHOWN = 20;

    private final Queue<Write> writes = new ConcurrentLinkedQueue<>();
    private final Queue<String> violations = new ConcurrentLinkedQueue<>();
    private final LongAdder requests = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unknown = new LongAdder();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong longestStall = new AtomicLong();
    private final AtomicLong unrest = new AtomicLong(); // odd while there is some
    private volatile boolean connectionsMayBreak;
    private volatile @Nullable Recreated recreated;

    /**
     * A topic that was deleted and created again.
     *
     * @param nanoTime when it was there again: of what was written before, nothing need be left
     */
    private record Recreated(String topic, long nanoTime) {}

    /** From now on failures are to be expected. */
    void faultBegins(boolean breaksConnections) {
        connectionsMayBreak = breaksConnections;
        unrest.incrementAndGet();
    }

    /** From now on everything must succeed again. */
    void calmReturns() {
        unrest.incrementAndGet();
        connectionsMayBreak = false;
    }

    /** A topic is about to be deleted: what it held may be missing from now on. */
    void deleting(String topic) {
        recreated = new Recreated(topic, Long.MAX_VALUE);
    }

    /** The topic is there again, empty: what is written from now on must be in it. */
    void createdAgain(String topic) {
        recreated = new Recreated(topic, System.nanoTime());
    }

    /** Whether a write may be gone with the topic that it was written to. */
    boolean mayBeGone(Write write) {
        Recreated topic = recreated;
        return topic != null && topic.topic().equals(write.topic()) && write.started() - topic.nanoTime() < 0;
    }

    /** A mark to hold against {@link #wasCalmSince}. */
    long mark() {
        return unrest.get();
    }

    /** Whether there was no fault from a mark on. */
    boolean wasCalmSince(long mark) {
        return mark % 2 == 0 && unrest.get() == mark;
    }

    /** Enters a write before its first attempt. */
    void enter(Write write) {
        writes.add(write);
    }

    /** Enters that a write was acknowledged. */
    void acknowledged(Write write) {
        acknowledged.incrementAndGet();
        longestStall.accumulateAndGet(System.nanoTime() - write.started(), Math::max);
    }

    /**
     * Enters a request's end and judges it.
     *
     * @param mark taken before the request was sent
     */
    void ended(String request, long mark, Answer answer) {
        requests.increment();
        if (answer.isUnknown()) {
            unknown.increment();
        } else if (answer.isRefusal()) {
            refused.increment();
        }
        judge(request, answer, wasCalmSince(mark));
    }

    private void judge(String request, Answer answer, boolean calm) {
        int status = answer.status();
        if (answer.isBroken()) {
            check(connectionsMayBreak, request + ": the connection broke");
        } else if (status >= 400) {
            boolean gone = status == 404 && recreated != null;
            check(
                    answer.isRefusal() || status == 504 || gone,
                    request + " was answered " + status + " " + answer.body());
            check(!calm || gone, request + " was answered " + status + " without a fault: " + answer.body());
            check(
                    answer.field("content-type").equals("application/problem+json"),
                    request + ": " + status + " without a problem");
            check(
                    status != 503 || !answer.field("retry-after").isEmpty(),
                    request + ": 503 without Retry-After: " + answer.body());
        }
    }

    /** Enters a violation unless something is as it must be. */
    void check(boolean asItMustBe, String violation) {
        if (!asItMustBe) {
            violations.add(violation);
        }
    }

    /** All writes in the order in which they were entered. */
    List<Write> writes() {
        return List.copyOf(writes);
    }

    long requests() {
        return requests.sum();
    }

    long acknowledged() {
        return acknowledged.get();
    }

    long refused() {
        return refused.sum();
    }

    long unknown() {
        return unknown.sum();
    }

    /** The longest time from a write's first attempt to its acknowledgement, in nanoseconds. */
    long longestStallNanos() {
        return longestStall.get();
    }

    /** Fails if anything was as it must not be. */
    void close() {
        if (!violations.isEmpty()) {
            throw new AssertionError(violations.size() + " violations, the first ones:\n"
                    + String.join("\n", violations.stream().limit(MOST_SHOWN).toList()));
        }
    }
}
