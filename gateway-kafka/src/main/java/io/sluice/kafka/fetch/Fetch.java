package io.sluice.kafka.fetch;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.Timer;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.kafka.view.TopicView;
import io.sluice.kafka.view.WaitKey;
import io.sluice.kafka.view.Waiter;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request that reads.
 *
 * <pre>
 *   look --loading, opened by this request--> wait for the view (5 s) --> look
 *   look --own write not read yet-----------> wait for the view to pass it (1 s) --> look
 *   look --nothing to tell, wait preferred--> wait for a change (N s) --change--> look
 *                                                                     --deadline--> answer what there is
 *   look --otherwise--> answered
 * </pre>
 *
 * <p>Before each look after a wait, whether the sender may still read is asked again ({@link ReadRight}).
 *
 * <p>Everything runs on the invocation's I/O thread, but for {@link Parked#wake}, which hands over to it, and the end of
 * the invocation, which another thread can bring about only by stopping the gateway.
 */
final class Fetch {
    private static final Duration MAX_OPENING = Duration.ofSeconds(5);
    private static final Duration MAX_BEHIND = Duration.ofSeconds(1);

    /** What a request may be parked for. */
    private enum Reason {
        OPENING,
        BEHIND,
        CHANGE
    }

    private final TopicView view;
    private final Selection selection;
    private final Invocation invocation;
    private final int waitSeconds; // below 1: no wait preferred
    private final ReadRight right;
    private final List<String> ifNoneMatch;
    private @Nullable Parked parked;
    private @Nullable Reason reason; // of the running timer
    private @Nullable Timer timer;
    private boolean checking; // whether the sender may read the topic still
    private final Set<Reason> granted = EnumSet.allOf(Reason.class);

    Fetch(TopicView view, Selection selection, Invocation invocation, int waitSeconds, ReadRight right) {
        this.view = view;
        this.selection = selection;
        this.invocation = invocation;
        this.waitSeconds = waitSeconds;
        this.right = right;
        if (waitSeconds < 1) {
            granted.remove(Reason.CHANGE);
        }
        this.ifNoneMatch = invocation.request().headers("if-none-match");
    }

    void run() {
        if (invocation.isEnded()) {
            return;
        }
        long seen = view.version();
        if (view.state() != TopicView.State.READY) {
            unavailable(seen);
        } else if (granted.contains(Reason.BEHIND) && selection.isBehind()) {
            park(seen, List.of(WaitKey.Whole.PROGRESS), Reason.BEHIND, MAX_BEHIND);
        } else {
            granted.remove(Reason.BEHIND);
            look(seen);
        }
    }

    /** Looks again after a wait, in which the sender may have lost the right to. */
    private void again() {
        if (!checking) {
            checking = true;
            right.check(invocation, view.topic(), () -> {
                checking = false;
                run();
            });
        }
    }

    private void look(long seen) {
        Representation found = selection.look();
        if (view.state() != TopicView.State.READY) {
            unavailable(seen); // what was seen may be what was left of a view that begins again
        } else if (found == null && view.version() != seen) {
            run(); // the view may have begun again and come to its end while it was looked at
        } else if (found == null) {
            // Whoever names a representation is told at once that it is gone; others wait until there is one.
            if (!ifNoneMatch.isEmpty() || !waits(seen)) {
                fail(Problem.of(ProblemType.NOT_FOUND, "There is no record for this path."));
            }
        } else if (!found.isNamedBy(ifNoneMatch)) {
            invocation.concerns(found.record());
            invocation.complete(applied(found.full(invocation.request())));
        } else if (!waits(seen)) {
            invocation.concerns(found.record());
            invocation.complete(applied(found.notModified(invocation.request())));
        }
    }

    private boolean waits(long seen) {
        if (!granted.contains(Reason.CHANGE) || view.isDraining()) {
            return false;
        }
        park(seen, selection.keys(), Reason.CHANGE, Duration.ofSeconds(waitSeconds));
        return true;
    }

    private void unavailable(long seen) {
        switch (view.state()) {
            case MISSING ->
                fail(Problem.of(ProblemType.TOPIC_MISSING, "The topic that holds this resource does not exist."));
            case FORBIDDEN ->
                fail(Problem.of(
                        ProblemType.TOPIC_FORBIDDEN, "The gateway may not read the topic that holds this resource."));
            default -> {
                if (granted.contains(Reason.OPENING) && view.isOpening()) {
                    park(seen, List.of(WaitKey.Whole.PROGRESS), Reason.OPENING, MAX_OPENING);
                } else {
                    fail(Problem.of(
                            ProblemType.NOT_READY, "The gateway is still reading the topic behind this resource."));
                }
            }
        }
    }

    /** Tells the client that its wish to wait was heard (RFC 7240 section 3). */
    private HttpResponse applied(HttpResponse response) {
        return waitSeconds > 0 ? response.with("preference-applied", "wait=" + waitSeconds) : response;
    }

    private void fail(Problem problem) {
        if (waitSeconds > 0) {
            var fields = problem.fields().toBuilder().add("preference-applied", "wait=" + waitSeconds);
            invocation.fail(new Problem(problem.type(), problem.detail(), fields.build()));
        } else {
            invocation.fail(problem);
        }
    }

    /**
     * Parks the request. The time for a reason runs from the first time it is parked for it; when it is over, the request
     * looks again without the right to wait for the same.
     */
    private void park(long seen, List<WaitKey> keys, Reason why, Duration atMost) {
        if (timer == null) {
            if (!invocation.mayWait()) {
                tooMany();
                return;
            }
            invocation.onEnd(this::ended);
        }
        var ticket = new Parked(seen, keys);
        parked = ticket;
        if (reason != why) {
            restart(why, atMost);
        }
        if (!view.park(ticket)) {
            tooMany();
        }
    }

    private void tooMany() {
        invocation.fail(ProblemType.OVERLOADED, "Too many requests are waiting already.");
    }

    private void restart(Reason why, Duration atMost) {
        if (timer != null) {
            timer.cancel();
        }
        reason = why;
        timer = invocation.after(atMost, () -> {
            granted.remove(why);
            leave();
            again();
        });
    }

    private void leave() {
        Parked ticket = parked;
        if (ticket != null) {
            parked = null;
            view.unpark(ticket);
        }
    }

    private void ended() {
        Parked ticket = parked;
        if (ticket != null) {
            view.unpark(ticket);
        }
        if (timer != null) {
            timer.cancel();
        }
    }

    /** One stay in the view's waiting room. A new one for each, so that a wake-up that comes late wakes nobody. */
    private final class Parked implements Waiter {
        private final long seen;
        private final List<WaitKey> keys;

        Parked(long seen, List<WaitKey> keys) {
            this.seen = seen;
            this.keys = keys;
        }

        @Override
        public List<WaitKey> keys() {
            return keys;
        }

        @Override
        public long seen() {
            return seen;
        }

        @Override
        public void wake() {
            invocation.execute(() -> {
                if (parked == this) {
                    parked = null;
                    again();
                }
            });
        }
    }
}
