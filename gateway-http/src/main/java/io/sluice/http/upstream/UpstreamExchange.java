package io.sluice.http.upstream;

import io.sluice.engine.flow.BodyReceiver;
import io.sluice.engine.flow.BodySource;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.Upgrade;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.StreamedBody;
import io.sluice.engine.upstream.Forwarding;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request that is passed on: between the invocation with its I/O thread, and the link with another one.
 *
 * <pre>
 *   begun --first byte or end of the body--> waiting --link--> sent --head--> answered --end of the response--> over
 *     |                                        ^                |                |
 *     |                                        +----again-------+                +--breaks off--> client sees half a response
 *     +--client gone, or a failure---------------------------------> over
 * </pre>
 *
 * <p>The bodies cross in two bounded {@link StreamedBody}s, each of which one thread fills and the other empties; a full one
 * stops whoever fills it. Nothing is sent before it is clear whether there is a body, so that there is no need to guess.
 */
final class UpstreamExchange implements BodyReceiver {
    private static final Logger LOGGER = LoggerFactory.getLogger(UpstreamExchange.class);
    /** How often a link may turn out to be closed before anything of the request was written. */
    private static final int MAX_UNSENT = 4;

    private final Invocation invocation;
    private final Forwarding forwarding;
    private final UpstreamContext context;
    private final Consumer<UpstreamExchange> submit;
    private final StreamedBody requestBody = new StreamedBody(UpstreamContext.BODY_BYTES);
    private @Nullable BodySource source; // invocation's thread, like the next
    private boolean begun;
    private volatile @Nullable OutgoingRequest request; // set before it is submitted
    private volatile boolean unwanted; // the rest of the request's body
    private volatile boolean cancelled;
    private volatile boolean answered;
    private volatile @Nullable Link link;
    private int sendings; // the pool's or the link's, one after the other; like the next ones
    private int unsent;
    private @Nullable StreamedBody responseBody;
    private @Nullable StreamedBody tunnelled;

    /**
     * A request.
     *
     * @param submit has it sent by a link, now or later
     */
    UpstreamExchange(
            Invocation invocation, Forwarding forwarding, UpstreamContext context, Consumer<UpstreamExchange> submit) {
        this.invocation = invocation;
        this.forwarding = forwarding;
        this.context = context;
        this.submit = submit;
    }

    /** Starts it, on the invocation's I/O thread. */
    void start() {
        requestBody.open(this::proceed);
        invocation.onEnd(() -> {
            if (!answered) {
                cancel();
            }
        });
        BodySource body =
                invocation.streamBody(this, context.options().timeouts().idle());
        source = body;
        requestBody.onGone(() -> {
            unwanted = true;
            body.resume();
        });
    }

    Forwarding forwarding() {
        return forwarding;
    }

    @Override
    public void received(ByteBuffer bytes) {
        begin(true);
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        offer(requestBody, copy, Objects.requireNonNull(source, "source"));
        if (unwanted) {
            Objects.requireNonNull(source, "source").resume(); // it may have become so since the pause
        }
    }

    private static void offer(StreamedBody body, byte[] bytes, BodySource source) {
        if (body.offer(bytes) && !body.isWritable()) {
            source.pause();
            body.whenWritable(source::resume);
        }
    }

    @Override
    public void completed() {
        requestBody.close(); // first: the server must not answer before the link knows that nothing more comes
        begin(false);
    }

    @Override
    public void brokenOff() {
        begun = true;
        requestBody.abort();
    }

    private void begin(boolean hasBody) {
        if (begun) {
            return;
        }
        begun = true;
        try {
            request = OutgoingRequest.of(invocation, forwarding, context.forwarded(), hasBody);
        } catch (RuntimeException e) {
            invocation.fail(e);
            return;
        }
        submit.accept(this);
    }

    private void cancel() {
        cancelled = true;
        requestBody.abort();
        Link current = link;
        if (current != null) {
            current.cancel(this);
        }
    }

    private void proceed() {
        Link current = link;
        if (current != null) {
            current.proceed(this);
        }
    }

    /** Whether nobody waits for its answer any more. Any thread. */
    boolean isCancelled() {
        return cancelled;
    }

    /** What is sent. */
    OutgoingRequest request() {
        return Objects.requireNonNull(request, "request");
    }

    /** What is sent of its body, or by the client through the tunnel. */
    StreamedBody requestBody() {
        return tunnelled == null ? requestBody : tunnelled;
    }

    /** A link is about to send it; false when it should not. */
    boolean isSentBy(Link next) {
        link = next;
        sendings++;
        return !cancelled;
    }

    /**
     * The head of the final response has come.
     *
     * @param hasContent whether content follows, were it none
     * @param length of the content, or of that which GET would get, in bytes; {@link Body#UNKNOWN} when that is not said
     */
    void respond(int status, HttpFields fields, boolean hasContent, long length) {
        var hop = HopFields.of(fields.all("connection"));
        var passed = HttpFields.builder();
        fields.forEach((name, value) -> {
            if (!hop.contains(name)) {
                passed.add(name, value);
            }
        });
        answered = true;
        Body body;
        if (!hasContent) {
            body = length == 0 ? Body.empty() : Body.withheld(length);
        } else {
            var streamed = new StreamedBody(UpstreamContext.BODY_BYTES, length);
            streamed.onGone(this::cancel);
            responseBody = streamed;
            body = streamed;
        }
        invocation.complete(new HttpResponse(status, passed.build(), body));
    }

    /** The server has switched to another protocol. */
    void upgrade(HttpFields fields) {
        var protocol = HttpFields.builder();
        var hop = HopFields.of(fields.all("connection"));
        fields.forEach((name, value) -> {
            if (name.equals("upgrade") || !hop.contains(name)) {
                protocol.add(name, value);
            }
        });
        answered = true;
        var toClient = new StreamedBody(UpstreamContext.BODY_BYTES);
        toClient.onGone(this::cancel);
        responseBody = toClient;
        var fromClient = new StreamedBody(UpstreamContext.BODY_BYTES);
        fromClient.open(this::proceed);
        tunnelled = fromClient;
        invocation.upgrade(new Upgrade(
                protocol.build(),
                toClient,
                tap -> new Tunnelled(fromClient, tap),
                context.options().timeouts().tunnel()));
    }

    /** What a client sends through a tunnel. */
    private static final class Tunnelled implements BodyReceiver {
        private final StreamedBody body;
        private final BodySource source;

        Tunnelled(StreamedBody body, BodySource source) {
            this.body = body;
            this.source = source;
        }

        @Override
        public void received(ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            offer(body, copy, source);
        }

        @Override
        public void completed() {
            body.close();
        }

        @Override
        public void brokenOff() {
            body.abort();
        }
    }

    /** A piece of the response's content; at most a quarter of what may be kept. */
    void content(ByteBuffer bytes) {
        StreamedBody body = responseBody;
        if (body != null && bytes.hasRemaining()) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.get(copy);
            body.offer(copy);
        }
    }

    /** Whether more of the response may be read; if not, the link is told when it may. */
    boolean takesContent() {
        StreamedBody body = responseBody;
        if (body == null || body.isWritable()) {
            return true;
        }
        body.whenWritable(this::proceed);
        return false;
    }

    /** The response is whole. */
    void finish() {
        link = null;
        requestBody().gone();
        if (responseBody != null) {
            responseBody.close();
        }
    }

    /**
     * The link gives it up.
     *
     * @param written whether anything of it was
     * @param read whether anything of a response was
     */
    void fail(Fault fault, boolean written, boolean read, @Nullable Throwable cause) {
        link = null;
        if (cancelled) {
            abort();
        } else if (!answered && fault == Fault.CLOSED && !read && maySendAgain(written)) {
            submit.accept(this);
        } else {
            refuse(fault, cause);
        }
    }

    private boolean maySendAgain(boolean written) {
        if (!written) {
            return ++unsent <= MAX_UNSENT;
        }
        boolean bodyKept = !request().hasBody() || request().length() == 0;
        return bodyKept
                && request().isIdempotent()
                && sendings - unsent <= context.options().retries();
    }

    /** Ends it for a reason that has nothing to do with a link. */
    void refuse(Fault fault, @Nullable Throwable cause) {
        context.observer().failed(fault.word());
        LOGGER.atDebug()
                .addKeyValue("requestId", invocation.requestId())
                .addKeyValue("origin", forwarding.origin())
                .addKeyValue("fault", fault.word())
                .setCause(cause)
                .log("request was not answered by its server");
        abort();
        invocation.fail(
                fault == Fault.FORBIDDEN
                        ? Problem.of(fault.type(), context.options().addresses().refusal(forwarding.origin()))
                        : fault.problem());
    }

    private void abort() {
        requestBody().gone();
        if (responseBody != null) {
            responseBody.abort();
        }
    }
}
