package io.sluice.kafka.produce;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.Timer;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.spi.ReplySpec;
import io.sluice.engine.template.TemplateScope;
import io.sluice.kafka.reply.Pending;
import io.sluice.kafka.reply.Replies;
import io.sluice.kafka.reply.Reply;
import java.time.Duration;
import java.util.Objects;

/** A GET of the location that an asynchronous request was given: the reply if it is there, else 202 again. */
final class FollowUp implements Pending.Listener {
    private final Invocation invocation;
    private final ReplyRoute route;
    private final String id;
    private final Preferences preferences;

    private FollowUp(Invocation invocation, ReplyRoute route, String id, Duration maxWait) {
        this.invocation = invocation;
        this.route = route;
        this.id = id;
        this.preferences = new Preferences(
                Preferences.of(invocation.request(), maxWait, false).waitSeconds(), false);
    }

    /** Starts on the I/O thread. */
    static void start(Invocation invocation, ReplyRoute route, Duration maxWait) {
        String id = Objects.requireNonNull(invocation.params().get(ReplySpec.CORRELATION_ID));
        String topic = route.topic(TemplateScope.of(invocation));
        if (!route.isAt(id, invocation, topic)) {
            invocation.fail(ProblemType.NOT_FOUND, "No request was ever given this location.");
            return;
        }
        new FollowUp(invocation, route, id, maxWait).start(route.replies(topic));
    }

    private void start(Replies replies) {
        if (preferences.waits() && !invocation.mayWait()) {
            invocation.fail(ProblemType.OVERLOADED, "Too many requests are waiting already.");
            return;
        }
        replies.join(id, this);
        if (preferences.waits()) {
            Timer end = invocation.after(Duration.ofSeconds(preferences.waitSeconds()), this::pending);
            invocation.onEnd(() -> {
                end.cancel();
                replies.leave(id, this);
            });
        } else {
            invocation.onEnd(() -> replies.leave(id, this));
        }
        replies.find(id, reply -> {
            if (reply != null) {
                replied(reply);
            } else if (!preferences.waits()) {
                pending();
            }
        });
    }

    private void pending() {
        invocation.complete(route.location().accepted(invocation.params(), id, preferences.applied()));
    }

    @Override
    public void sent() {
        // the reply is what counts
    }

    @Override
    public void failed(Problem problem) {
        invocation.fail(problem);
    }

    @Override
    public void waitIsOver() {
        pending();
    }

    @Override
    public void replied(Reply reply) {
        reply.answer(invocation, preferences.applied());
    }
}
