package io.sluice.http;

import io.sluice.engine.flow.BodyReceiver;
import io.sluice.engine.flow.BodySource;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.flow.Timer;
import io.sluice.engine.flow.Upgrade;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.StreamedBody;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.KeptBody;
import io.sluice.engine.trace.RequestTrace;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.SameThreadExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An invocation over an Undertow exchange.
 *
 * <pre>
 *   handling --ends meanwhile--> written at once, within Undertow's call
 *      |
 *      +--returns without end--> parked --ends--> written by the I/O thread, from its queue when another thread ends it
 * </pre>
 *
 * <p>While the handler runs, Undertow allows either writing or parking, not both; so what has to wait for the parking is
 * kept in {@code whenParked}. Fields belong to the I/O thread unless said otherwise.
 */
final class ExchangeInvocation extends Invocation implements ExchangeCompletionListener, EndedExchange {
    private static final Logger LOGGER = LoggerFactory.getLogger(ExchangeInvocation.class);
    private static final AtomicReferenceFieldUpdater<ExchangeInvocation, @Nullable Runnable> END_LISTENER =
            AtomicReferenceFieldUpdater.newUpdater(ExchangeInvocation.class, Runnable.class, "endListener");

    private final HttpServerExchange exchange;
    private final ServerContext context;
    private final IoThreadQueue queue;
    private final @Nullable Capture capture; // where an observer keeps bodies
    private volatile @Nullable Runnable endListener; // any thread, through END_LISTENER
    private volatile @Nullable String requestId; // any thread, made on demand
    private volatile @Nullable RequestTrace trace; // any thread, made on demand
    private volatile boolean waiting; // read by the ending thread
    private final long startedAt; // by System.nanoTime; 0 when nobody observes
    private long requestBytes;
    private volatile @Nullable ProblemType problem; // written by the ending thread
    private boolean handling;
    private boolean gone;
    private @Nullable HttpResponse response;
    private @Nullable Runnable whenParked;
    private int bodyBytes; // what this request has of the body room
    private @Nullable DisconnectWatch watch;
    private @Nullable ExchangeStreams streams; // where something is streamed
    private @Nullable Tunnel tunnel; // once protocols are switched

    ExchangeInvocation(HttpServerExchange exchange, ServerContext context, IoThreadQueue queue) {
        this(exchange, context, queue, Capture.of(exchange, context.keptBodyBytes()));
    }

    private ExchangeInvocation(
            HttpServerExchange exchange, ServerContext context, IoThreadQueue queue, @Nullable Capture capture) {
        super(new ExchangeRequest(exchange, capture));
        this.exchange = exchange;
        this.capture = capture;
        this.context = context;
        this.queue = queue;
        this.startedAt = context.observer() == null ? 0 : System.nanoTime();
    }

    /** Runs the handler within Undertow's call and writes the response, or parks the exchange. */
    void start(RequestHandler handler) {
        handling = true;
        try {
            handler.handle(this);
        } catch (Throwable e) {
            failed(e);
        }
        handled();
    }

    /** Answers with a problem within Undertow's call, as the handler would have it. */
    void refuse(RequestHandler handler, Problem problem) {
        handling = true;
        try {
            handler.refuse(this, problem);
        } catch (Throwable e) {
            failed(e);
        }
        handled();
    }

    private void handled() {
        handling = false;
        if (response != null && !(response.body() instanceof StreamedBody)) {
            write(response);
        } else if (gone) {
            Departure.close(exchange);
        } else {
            exchange.dispatch(SameThreadExecutor.INSTANCE, this::park);
        }
    }

    private void park() {
        if (response != null) {
            write(response); // an idle stream would look to Undertow like a response that nobody began
            return;
        }
        var action = whenParked;
        whenParked = null;
        if (action != null) {
            run(action);
        }
        watch();
    }

    /** What the sender may take up. */
    ConnectionLimits limits() {
        return context.options().limits();
    }

    /** How long a client may take nothing of what there is for it. */
    Duration patience() {
        return context.options().idleTimeout();
    }

    /** Runs an action now, or as soon as the exchange is parked. */
    void afterHandling(Runnable action) {
        if (handling) {
            whenParked = action;
        } else {
            run(action);
        }
    }

    /** Runs somebody's code on the I/O thread; what it throws ends the invocation. */
    void run(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            failed(e);
        }
    }

    private void failed(Throwable failure) {
        if (!fail(failure)) {
            LOGGER.atError()
                    .addKeyValue("requestId", requestId())
                    .setCause(failure)
                    .log("failure after the request's end");
        }
    }

    /** Undertow has done with the exchange, whichever way. */
    @Override
    public void exchangeEvent(HttpServerExchange complete, NextListener next) {
        if (tunnel == null) {
            exchangeEnded();
            next.proceed();
            return;
        }
        next.proceed(); // which opens the tunnel, unless the 101 could not be written
        if (!tunnel.isOpened()) {
            tunnel.end();
        }
    }

    /** The tunnel that the exchange has become is no more. */
    void tunnelEnded() {
        exchangeEnded();
    }

    private void exchangeEnded() {
        context.running().leave();
        context.bodies().give(bodyBytes);
        if (!isEnded()) {
            abandon();
        }
        if (streams != null) {
            run(streams::end);
        }
        var observer = context.observer();
        if (observer != null) {
            try {
                if (capture != null) {
                    capture.showWithheld();
                }
                observer.ended(this);
            } catch (RuntimeException e) {
                LOGGER.atError()
                        .addKeyValue("requestId", requestId())
                        .setCause(e)
                        .log("observer failed");
            }
        }
    }

    /** So many bytes of the body have been read so far. */
    void received(long bytes) {
        requestBytes = bytes;
    }

    /** What an observer who keeps bodies is shown; null where there is none. */
    @Nullable Capture capture() {
        return capture;
    }

    /** Looks out for the client's departure while there is nothing else to read. */
    void watch() {
        boolean running = !isEnded() || (streams != null && streams.isResponding());
        if (!handling && running && watch == null) {
            watch = DisconnectWatch.start(exchange);
        }
    }

    /** Looks out no more, before the end of the response is written. */
    void unwatch() {
        if (watch != null) {
            watch.stop();
            watch = null;
        }
    }

    @Override
    public void readBody(Consumer<byte[]> consumer) {
        var reader = new BodyReader(this, exchange, context.options().bodyLimitBytes(), consumer);
        if (capture != null) {
            capture.reading(reader);
        }
        reader.start();
    }

    @Override
    public BodySource streamBody(BodyReceiver receiver, Duration idle) {
        return streams().read(receiver, idle);
    }

    private ExchangeStreams streams() {
        if (streams == null) {
            streams = new ExchangeStreams(this, exchange);
        }
        return streams;
    }

    /** Takes room for more bytes of the body, until Undertow has done with the exchange; false when there is none. */
    boolean takeBodyRoom(int more) {
        if (!context.bodies().take(more, bodyBytes)) {
            return false;
        }
        bodyBytes += more;
        return true;
    }

    @Override
    public boolean mayWait() {
        waiting = context.waits().enter();
        return waiting;
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        var key = exchange.getIoThread()
                .executeAfter(() -> run(action), Math.max(1, delay.toMillis()), TimeUnit.MILLISECONDS);
        return key::remove;
    }

    @Override
    public void execute(Runnable action) {
        queue.post(() -> run(action));
    }

    @Override
    public void onEnd(Runnable listener) {
        if (!END_LISTENER.compareAndSet(this, null, listener)) {
            if (endListener != AlreadyEnded.MARK) {
                throw new IllegalStateException("There is a listener already");
            }
            listener.run();
        }
    }

    @Override
    protected void ended() {
        if (waiting) {
            context.waits().leave();
        }
        var listener = END_LISTENER.getAndSet(this, AlreadyEnded.MARK);
        if (listener != null) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                unexpected(e);
            }
        }
    }

    @Override
    protected void late() {
        context.counters().countLateCompletion();
    }

    @Override
    protected void abandoned() {
        context.counters().countAbandoned();
        if (isIoThread()) {
            leave();
        } else {
            queue.post(this::leave);
        }
    }

    private void leave() {
        gone = true;
        if (!handling) {
            Departure.close(exchange);
        }
    }

    @Override
    protected void respond(HttpResponse answer) {
        if (isIoThread()) {
            send(answer);
        } else {
            queue.post(() -> send(answer));
        }
    }

    private void send(HttpResponse answer) {
        response = answer;
        if (!handling) {
            write(answer);
        }
    }

    @Override
    public boolean isUpgradable() {
        return exchange.getConnection() instanceof HttpServerConnection connection
                && exchange.isHttp11()
                && exchange.isRequestComplete()
                && exchange.getRequestHeaders().contains(Headers.UPGRADE)
                && connection.getExtraBytes() == null;
    }

    @Override
    protected void respond(Upgrade upgrade) {
        if (isIoThread()) {
            switchProtocols(upgrade);
        } else {
            queue.post(() -> switchProtocols(upgrade));
        }
    }

    private void switchProtocols(Upgrade upgrade) {
        unwatch();
        if (exchange.isComplete()) {
            upgrade.toClient().gone();
            return;
        }
        var opened = new Tunnel(this, upgrade, exchange.getConnection().getByteBufferPool());
        tunnel = opened;
        exchange.upgradeChannel((connection, upgraded) -> opened.open(connection));
        context.writer().writeFields(exchange, upgrade.fields());
        exchange.endExchange();
    }

    @Override
    protected void respond(Problem answer) {
        respond(answer.type(), ProblemWriter.response(answer, requestId()));
    }

    @Override
    protected void respond(ProblemType type, HttpResponse form) {
        problem = type;
        requestId(); // is told with every problem
        respond(form);
    }

    @Override
    protected void unexpected(Throwable failure) {
        LOGGER.atError().addKeyValue("requestId", requestId()).setCause(failure).log("request failed unexpectedly");
    }

    @Override
    public String requestId() {
        String id = requestId;
        if (id == null) {
            synchronized (this) {
                id = requestId;
                if (id == null) {
                    id = context.requestIds().of(exchange.getRequestHeaders().getFirst(RequestIds.FIELD));
                    requestId = id;
                }
            }
        }
        return id;
    }

    @Override
    public RequestTrace trace() {
        RequestTrace made = trace;
        if (made == null) {
            synchronized (this) {
                made = trace;
                if (made == null) {
                    var observer = context.observer();
                    made = observer == null ? null : observer.trace(request());
                    made = made == null ? super.trace() : made;
                    trace = made;
                }
            }
        }
        return made;
    }

    @Override
    public String protocol() {
        return exchange.getProtocol().toString();
    }

    @Override
    public @Nullable InetSocketAddress peer() {
        return exchange.getSourceAddress();
    }

    @Override
    public int status() {
        return exchange.isResponseStarted() ? exchange.getStatusCode() : 0;
    }

    @Override
    public @Nullable ProblemType problem() {
        return problem;
    }

    @Override
    public long requestBytes() {
        return tunnel == null ? requestBytes : tunnel.readBytes();
    }

    @Override
    public long responseBytes() {
        return tunnel == null ? exchange.getResponseBytesSent() : tunnel.writtenBytes();
    }

    @Override
    public long nanos() {
        return System.nanoTime() - startedAt;
    }

    @Override
    public boolean isComplete() {
        if (tunnel != null) {
            return tunnel.isClean();
        }
        // Undertow calls an exchange complete in any case, but closes the connection before only when that broke.
        return exchange.isResponseStarted() && exchange.getConnection().isOpen() && isBodySent() && !isCutShort();
    }

    @Override
    public long startedAtMillis() {
        return capture == null ? 0 : capture.startedAtMillis();
    }

    @Override
    public void forEachResponseHeader(BiConsumer<String, String> visitor) {
        if (exchange.isResponseStarted()) {
            FieldNames.forEachLine(exchange.getResponseHeaders(), visitor);
        }
    }

    @Override
    public KeptBody requestBody() {
        return capture == null ? KeptBody.NONE : capture.requestBody();
    }

    @Override
    public KeptBody responseBody() {
        return capture == null ? KeptBody.NONE : capture.responseBody(response, isComplete());
    }

    private boolean isCutShort() {
        return streams != null && streams.isCutShort();
    }

    private boolean isBodySent() {
        long length = exchange.getResponseContentLength();
        return length < 0
                || exchange.getResponseBytesSent() == length
                || exchange.getRequestMethod().equals(Methods.HEAD);
    }

    private boolean isIoThread() {
        return Thread.currentThread() == exchange.getIoThread();
    }

    private void write(HttpResponse answer) {
        if (streams != null && streams.delays(answer, () -> write(answer))) {
            return;
        }
        unwatch();
        if (exchange.isComplete()) {
            tellGone(answer); // the client closed the connection after the end and before the response
            return;
        }
        try {
            if (answer.body() instanceof StreamedBody body) {
                streams().write(context.writer().writeHead(exchange, answer, announcedId()), body);
                watch();
            } else {
                context.writer().write(exchange, answer, announcedId());
            }
        } catch (RuntimeException e) {
            unexpected(e);
            Departure.close(exchange);
            tellGone(answer);
        }
    }

    private static void tellGone(HttpResponse answer) {
        if (answer.body() instanceof StreamedBody body) {
            body.gone();
        }
    }

    /** The id that the response tells: one that the client sent, or that was needed for a problem; else null. */
    private @Nullable String announcedId() {
        boolean asked = requestId == null && exchange.getRequestHeaders().contains(RequestIds.FIELD);
        return asked ? requestId() : requestId;
    }

    /** Stands where the end listener stood, once the invocation has ended. */
    private enum AlreadyEnded implements Runnable {
        MARK;

        @Override
        public void run() {}
    }
}
