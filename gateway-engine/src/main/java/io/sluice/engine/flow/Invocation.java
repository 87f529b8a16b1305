package io.sluice.engine.flow;

import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.OverriddenRequest;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.StreamedBody;
import io.sluice.engine.observe.RecordPlace;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.route.Params;
import io.sluice.engine.trace.RequestTrace;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to Kafka and back. It ends exactly once: whoever completes it first decides, later completions
 * are dropped and return false.
 *
 * <pre>
 *   received --bind--> matched --start--> running --complete | fail | abandon--> ended
 * </pre>
 *
 * <p>The edge subclasses it over its own exchange. {@link #complete} and {@link #fail} may be called by any thread; the
 * edge sees to it that the response is written by the exchange's own I/O thread. Everything else belongs to that I/O
 * thread unless said otherwise.
 */
public abstract class Invocation {
    private static final VarHandle ENDED;

    static {
        try {
            ENDED = MethodHandles.lookup().findVarHandle(Invocation.class, "ended", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private HttpRequest request;
    private Params params = Params.none();
    private Identity identity = Identity.ANONYMOUS;
    private RouteLabel route = RouteLabel.NONE;
    private @Nullable RecordPlace record; // published by the end
    private @Nullable UnaryOperator<HttpFields> amendment;
    private @Nullable Function<Problem, HttpResponse> problemForm;

    @SuppressWarnings("unused") // written through ENDED
    private volatile boolean ended;

    /** Creates an invocation of a request. */
    protected Invocation(HttpRequest request) {
        this.request = request;
    }

    /** The head of the request. */
    public final HttpRequest request() {
        return request;
    }

    /** Replaces fields of the request, and adds those it has not, for everybody who asks from now on; before the plan starts. */
    public final void override(HttpFields fields) {
        request = new OverriddenRequest(request, fields);
    }

    /** What the matched route bound; none before the match. */
    public final Params params() {
        return params;
    }

    /** Who sent the request. */
    public final Identity identity() {
        return identity;
    }

    /**
     * Attaches what is known about the request: the edge binds the sender's identity, without params, before it hands the
     * invocation over; routing then adds the params, before the plan starts.
     */
    public final void bind(Params params, Identity identity) {
        this.params = params;
        this.identity = identity;
    }

    /** Notes the route that matched, before its plan starts. */
    public final void matched(RouteLabel label) {
        route = label;
    }

    /** The route that matched; {@link RouteLabel#NONE} without one. */
    public final RouteLabel route() {
        return route;
    }

    /**
     * Notes the record that it is answered with, or that it became, for observers. Before the end, by whoever brings that
     * about; the latest counts.
     *
     * @param place null for no single one
     */
    public final void concerns(@Nullable RecordPlace place) {
        record = place;
    }

    /** The record that it is about; null when there is no single one, or it is not known. After the end. */
    public final @Nullable RecordPlace record() {
        return record;
    }

    /** Has the fields of the response changed, whatever it is, before it is written. Once at most, before the plan starts. */
    public final void amendResponse(UnaryOperator<HttpFields> fields) {
        if (amendment != null) {
            throw new IllegalStateException("The response is amended already");
        }
        amendment = fields;
    }

    /**
     * Has problems answered in another form from now on, instead of as {@code application/problem+json}: those of the plan
     * and those that the edge meets while it reads the body. Called on the I/O thread, before other threads may end the
     * invocation; the last form counts.
     *
     * @param form makes the response, with the problem's {@link Problem#fields}; called by the ending thread, must not
     *     block. What it throws is logged, and the problem is answered as it would be without it.
     */
    public final void answerProblems(Function<Problem, HttpResponse> form) {
        problemForm = form;
    }

    /** Whether it has ended. Any thread. */
    public final boolean isEnded() {
        return ended;
    }

    /** Ends with a response; false if it had ended before, and then a streamed body is told that its client has gone. Any thread. */
    public final boolean complete(HttpResponse response) {
        if (!end()) {
            if (response.body() instanceof StreamedBody body) {
                body.gone();
            }
            return false;
        }
        respond(amended(response));
        return true;
    }

    /**
     * Ends by switching protocols: the client is answered with 101, and the connection is a tunnel from then on. False if it
     * had ended before; then the tunnel is told that its client has gone. Any thread. Only where {@link #isUpgradable}.
     */
    public final boolean upgrade(Upgrade upgrade) {
        if (!end()) {
            upgrade.toClient().gone();
            return false;
        }
        respond(upgrade);
        return true;
    }

    /** Ends with an error; false if it had ended before. Any thread. */
    public final boolean fail(Problem problem) {
        if (!end()) {
            return false;
        }
        answer(problem);
        return true;
    }

    /** Ends with an error; false if it had ended before. Any thread. */
    public final boolean fail(ProblemType type, String detail) {
        return fail(Problem.of(type, detail));
    }

    /**
     * Ends with what a failure means to the client: the problem of a {@link ProblemException}, else 500. The edge logs
     * what is not a problem. Any thread.
     */
    public final boolean fail(Throwable failure) {
        if (failure instanceof ProblemException e) {
            return fail(e.problem());
        }
        if (!end()) {
            return false;
        }
        unexpected(failure);
        answer(Problem.of(ProblemType.INTERNAL, "The gateway met an unexpected error; its log has the request id."));
        return true;
    }

    private void answer(Problem problem) {
        HttpResponse formed = inChosenForm(problem);
        if (formed == null) {
            respond(amended(problem));
        } else {
            respond(problem.type(), amended(formed));
        }
    }

    /** Null when no form was chosen, and when it fails. */
    private @Nullable HttpResponse inChosenForm(Problem problem) {
        if (problemForm == null) {
            return null;
        }
        try {
            return problemForm.apply(problem);
        } catch (RuntimeException e) {
            unexpected(e);
            return null;
        }
    }

    private HttpResponse amended(HttpResponse response) {
        return amendment == null
                ? response
                : new HttpResponse(response.status(), amendment.apply(response.fields()), response.body());
    }

    private Problem amended(Problem problem) {
        return amendment == null
                ? problem
                : new Problem(problem.type(), problem.detail(), amendment.apply(problem.fields()));
    }

    /** Ends without a response, because the client has gone; false if it had ended before. Any thread. */
    public final boolean abandon() {
        if (!end()) {
            return false;
        }
        abandoned();
        return true;
    }

    private boolean end() {
        if (!ENDED.compareAndSet(this, false, true)) {
            late();
            return false;
        }
        ended();
        return true;
    }

    /**
     * Reads the whole request body and hands it over on the I/O thread. Called at most once, on the I/O thread. A body
     * above the listener's limit ends the invocation with 413 and a client that goes away abandons it; the consumer is not called
     * then. A consumer's exception ends the invocation as by {@link #fail(Throwable)}.
     */
    public abstract void readBody(Consumer<byte[]> consumer);

    /**
     * Reads the request body while it arrives, in the place of {@link #readBody}. Called at most once, on the I/O thread;
     * reading begins after the call. The listener's limit for bodies does not apply: the receiver bounds what it keeps.
     *
     * <p>Where the invocation is completed with a {@link StreamedBody}, reading goes on until that has
     * been sent; with any other answer it stops then, and what is left of the body is dropped.
     *
     * @param idle after how long without a byte, while not paused, the body breaks off; the invocation fails with 408 if it
     *     has not ended, and a streamed response that is still open is aborted
     */
    public abstract BodySource streamBody(BodyReceiver receiver, Duration idle);

    /** Whether the client asks for another protocol, on a connection that can become a tunnel, and sends no body. */
    public boolean isUpgradable() {
        return false;
    }

    /** The other end of the connection; null when it is not known. Any thread. */
    public @Nullable InetSocketAddress peer() {
        return null;
    }

    /**
     * Takes one of the places that the edge has for requests that wait for news, until the end; false when all are taken.
     * Called at most once, on the I/O thread.
     */
    public boolean mayWait() {
        return true;
    }

    /** Runs an action on the I/O thread after a delay. Any thread may ask. */
    public abstract Timer after(Duration delay, Runnable action);

    /** Runs an action on the I/O thread soon; many are run by one wake-up. Any thread may ask. */
    public abstract void execute(Runnable action);

    /** Calls the listener when the invocation ends, whichever way; at once if it has. One listener at most. */
    public abstract void onEnd(Runnable listener);

    /** Called once when the invocation ends, by the ending thread, before any response. */
    protected abstract void ended();

    /** Called by every thread that would end it after its end, so that the edge can count. */
    protected void late() {}

    /** Called once by the abandoning thread: no response will follow, what the edge holds can go. */
    protected void abandoned() {}

    /** Sees to it that the response is written. Called at most once, by the ending thread. */
    protected abstract void respond(HttpResponse response);

    /** Sees to it that the problem is written. Called at most once, by the ending thread. */
    protected abstract void respond(Problem problem);

    /** Sees to it that a problem is written in the form that the plan chose. Called at most once, by the ending thread. */
    protected void respond(ProblemType type, HttpResponse form) {
        respond(form);
    }

    /** Sees to it that the connection becomes a tunnel. Called at most once, by the ending thread. */
    protected void respond(Upgrade upgrade) {
        throw new UnsupportedOperationException("no tunnels here");
    }

    /** Logs a failure that is not a problem, with the request id. Called by the ending thread. */
    protected abstract void unexpected(Throwable failure);

    /**
     * Where the request stands in a trace, from the routing of the request on: without spans of the gateway's own, where
     * its sender said.
     */
    public RequestTrace trace() {
        return RequestTrace.passing(request);
    }

    /** A short name of the request for logs: its id. */
    public abstract @Nullable String requestId();
}
