package io.sluice.engine.flow;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An invocation that keeps how it ended. */
public final class TestInvocation extends Invocation {
    private @Nullable HttpResponse response;
    private @Nullable Problem problem;
    private @Nullable Throwable failure;

    /** An invocation as the edge would hand it over, of a sender nobody knows. */
    public TestInvocation(HttpRequest request) {
        super(request);
    }

    /** The response that it ended with; null if it did not. */
    public @Nullable HttpResponse response() {
        return response;
    }

    /** The problem that it ended with; null if it did not. */
    public @Nullable Problem problem() {
        return problem;
    }

    /** The unexpected failure that it ended with; null if it did not. */
    public @Nullable Throwable failure() {
        return failure;
    }

    @Override
    public void readBody(Consumer<byte[]> consumer) {
        consumer.accept(new byte[0]);
    }

    @Override
    public BodySource streamBody(BodyReceiver receiver, Duration idle) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable action) {
        action.run();
    }

    @Override
    public void onEnd(Runnable listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void ended() {}

    @Override
    protected void respond(HttpResponse response) {
        this.response = response;
    }

    @Override
    protected void respond(Problem problem) {
        this.problem = problem;
    }

    @Override
    protected void unexpected(Throwable failure) {
        this.failure = failure;
    }

    @Override
    public String requestId() {
        return "request-1";
    }
}
