package io.sluice.kafka;

import io.sluice.engine.flow.BodyReceiver;
import io.sluice.engine.flow.BodySource;
import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.flow.Timer;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.route.Params;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A request as an edge would run it: one I/O thread, real timers, and an answer that a test can wait for. */
public final class TestCall extends Invocation {
    private static final ScheduledExecutorService IO = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "test-io");
        thread.setDaemon(true);
        return thread;
    });
    private static final Runnable ENDED = TestCall::nothing;
    private static final AtomicInteger TIMERS = new AtomicInteger();

    private final byte[] content;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();
    private final AtomicReference<@Nullable Runnable> onEnd = new AtomicReference<>();

    /** What the client gets; a problem has a type and no body. */
    public record Answer(
            int status,
            HttpFields fields,
            String body,
            @Nullable ProblemType problem) {

        /** The value of a field, empty when it is absent. */
        public String field(String name) {
            String value = fields.get(name);
            return value == null ? "" : value;
        }
    }

    private TestCall(TestRequest request, Map<String, String> params, Identity identity, byte[] content) {
        super(request);
        this.content = content;
        bind(Params.of(params), identity);
    }

    /** Starts a request at a plan. */
    public static TestCall send(Plan plan, TestRequest request, Map<String, String> params, String content) {
        return send(plan, new TestCall(request, params, Identity.ANONYMOUS, content.getBytes(StandardCharsets.UTF_8)));
    }

    /** Starts a request of somebody at a plan. */
    public static TestCall send(Plan plan, TestRequest request, Identity sender) {
        return send(plan, new TestCall(request, Map.of(), sender, new byte[0]));
    }

    private static void nothing() {}

    private static TestCall send(Plan plan, TestCall call) {
        IO.execute(() -> {
            try {
                plan.start(call);
            } catch (RuntimeException | Error e) {
                call.fail(e);
            }
        });
        return call;
    }

    /** Waits for the answer, up to 40 seconds. */
    public Answer answer() {
        try {
            return answer.get(40, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(
                    "no answer to " + request().method() + ' ' + request().target(), e);
        }
    }

    /** Whether there is an answer already. */
    public boolean isAnswered() {
        return answer.isDone();
    }

    /** The client goes away. */
    public void disconnect() {
        onIo(this::abandon);
    }

    /** Runs on the I/O thread and waits until it is done. */
    public static void onIo(Runnable action) {
        try {
            IO.submit(action).get(10, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** How many timers are neither cancelled nor run. */
    public static int timers() {
        return TIMERS.get();
    }

    @Override
    public void readBody(Consumer<byte[]> consumer) {
        try {
            consumer.accept(content);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    @Override
    public BodySource streamBody(BodyReceiver receiver, Duration idle) {
        throw new UnsupportedOperationException("No plan streams yet");
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        var over = new AtomicBoolean();
        Runnable end = () -> {
            if (over.compareAndSet(false, true)) {
                TIMERS.decrementAndGet();
            }
        };
        TIMERS.incrementAndGet();
        Future<?> future = IO.schedule(
                () -> {
                    end.run();
                    action.run();
                },
                delay.toMillis(),
                TimeUnit.MILLISECONDS);
        return () -> {
            future.cancel(false);
            end.run();
        };
    }

    @Override
    public void execute(Runnable action) {
        IO.execute(action);
    }

    @Override
    public void onEnd(Runnable listener) {
        if (!onEnd.compareAndSet(null, listener)) {
            if (onEnd.get() != ENDED) {
                throw new IllegalStateException("a second listener");
            }
            listener.run();
        }
    }

    @Override
    protected void ended() {
        Runnable listener = onEnd.getAndSet(ENDED);
        if (listener != null) {
            listener.run();
        }
    }

    @Override
    protected void respond(HttpResponse response) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < response.body().chunks(); i++) {
            var chunk = response.body().chunk(i);
            while (chunk.hasRemaining()) {
                bytes.write(chunk.get());
            }
        }
        answer.complete(new Answer(response.status(), response.fields(), bytes.toString(StandardCharsets.UTF_8), null));
    }

    @Override
    protected void respond(Problem problem) {
        answer.complete(new Answer(problem.type().status(), problem.fields(), problem.detail(), problem.type()));
    }

    @Override
    protected void unexpected(Throwable failure) {
        answer.completeExceptionally(failure);
    }

    @Override
    public String requestId() {
        return "request";
    }
}
