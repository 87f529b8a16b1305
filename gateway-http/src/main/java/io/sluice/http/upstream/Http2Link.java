package io.sluice.http.upstream;

import io.sluice.engine.http.HttpFields;
import io.undertow.UndertowOptions;
import io.undertow.protocols.http2.AbstractHttp2StreamSourceChannel;
import io.undertow.protocols.http2.Http2Channel;
import io.undertow.protocols.http2.Http2HeadersStreamSinkChannel;
import io.undertow.protocols.http2.Http2RstStreamStreamSourceChannel;
import io.undertow.protocols.http2.Http2StreamSourceChannel;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.channels.Channels;
import org.xnio.ssl.SslConnection;

/**
 * A connection that speaks HTTP/2, with as many requests at a time as the server allows; owned by its I/O thread. Frames,
 * field compression and flow control are Undertow's.
 *
 * <p>When the server says that it goes away, it is sent nothing more: requests that it will not answer fail as if nothing of
 * them had been sent, and when the others have their answers the connection is closed.
 *
 * <p>A stream whose client takes nothing keeps what has come, up to its window, and so does one that was given up. The
 * window of the connection has room for all of them: else one slow client would stop the others.
 */
final class Http2Link implements Link {
    private static final Logger LOGGER = LoggerFactory.getLogger(Http2Link.class);
    private static final int MAX_STREAMS = 128;
    /** Before the server has said how many it allows. */
    private static final int FIRST_STREAMS = 16;

    private static final int WINDOW_BYTES = 1 << 16; // of a stream
    private static final int MAX_GIVEN_UP = MAX_STREAMS / 2;
    private static final int MAX_FIELDS = 1_000;
    /**
     * Beyond so many buffers with bytes that no stream has taken, Undertow reads nothing from the connection any more, for no
     * stream. A stream whose client takes nothing holds its window, in some four buffers if they come full.
     */
    private static final int MAX_WAITING_BUFFERS = MAX_STREAMS * 16;

    private static final OptionMap SETTINGS = OptionMap.builder()
            .set(UndertowOptions.HTTP2_SETTINGS_ENABLE_PUSH, false)
            .set(UndertowOptions.MAX_HEADER_SIZE, UpstreamContext.HEAD_BYTES)
            .set(UndertowOptions.MAX_HEADERS, MAX_FIELDS)
            .set(UndertowOptions.MAX_QUEUED_READ_BUFFERS, MAX_WAITING_BUFFERS)
            .getMap();

    private final StreamConnection connection;
    private final Http2Channel channel;
    private final UpstreamContext context;
    private final Keeper keeper;
    private final Map<UpstreamExchange, Http2Exchange> running = new HashMap<>();
    private final Map<Integer, Http2Exchange> streams = new HashMap<>();
    private int givenUp; // streams whose bytes may still count against the window
    private volatile boolean worn; // too many of them for another request
    private volatile boolean goingAway; // the server
    private int lastAnswered = Integer.MAX_VALUE; // the last stream that it will answer, by its number
    private volatile boolean closed;

    Http2Link(StreamConnection connection, UpstreamContext context, Keeper keeper) {
        this.connection = connection;
        var source = connection.getSourceChannel();
        source.setConduit(new GoAwayConduit(source.getConduit(), this::goesAway));
        this.channel = new Http2Channel(connection, null, context.buffers(), null, true, false, SETTINGS);
        this.context = context;
        this.keeper = keeper;
    }

    /** Begins to receive; on its I/O thread. */
    void open() {
        channel.addCloseTask(gone -> end(Fault.CLOSED, null));
        channel.getReceiveSetter().set(this::receive);
        try {
            channel.sendUpdateWindowSize(0, (MAX_STREAMS + MAX_GIVEN_UP) * WINDOW_BYTES);
            channel.resumeReceives();
        } catch (IOException e) {
            end(Fault.CLOSED, e);
        }
    }

    @Override
    public XnioIoThread thread() {
        return connection.getIoThread();
    }

    @Override
    public boolean isOpen() {
        return !closed && !worn && !goingAway && channel.isOpen() && !channel.isThisGoneAway();
    }

    @Override
    public int capacity() {
        int allowed = channel.getSendMaxConcurrentStreams();
        return allowed <= 0 ? FIRST_STREAMS : Math.min(allowed, MAX_STREAMS);
    }

    @Override
    public void send(UpstreamExchange next) {
        Mailbox.send(thread(), () -> begin(next));
    }

    private void begin(UpstreamExchange next) {
        if (!next.isSentBy(this)) {
            keeper.released(this);
            return;
        }
        if (!isOpen()) {
            next.fail(Fault.CLOSED, false, false, null);
            keeper.released(this);
            return;
        }
        Http2HeadersStreamSinkChannel sink;
        try {
            sink = channel.createStream(head(next.request()));
        } catch (IOException e) {
            next.fail(Fault.CLOSED, false, false, e);
            keeper.released(this);
            return;
        }
        var exchange = new Http2Exchange(next, sink, context, this);
        running.put(next, exchange);
        streams.put(sink.getStreamId(), exchange);
        exchange.start();
    }

    private HeaderMap head(OutgoingRequest request) {
        var head = new HeaderMap();
        head.put(Http2Channel.METHOD, request.method());
        head.put(Http2Channel.SCHEME, connection instanceof SslConnection ? "https" : "http");
        head.put(Http2Channel.AUTHORITY, request.authority());
        head.put(Http2Channel.PATH, request.target());
        HttpFields fields = request.fields();
        for (int i = 0; i < fields.size(); i++) {
            head.add(new HttpString(fields.name(i)), fields.value(i));
        }
        if (request.hasBody() && request.length() >= 0) {
            head.put(new HttpString("content-length"), request.length());
        }
        return head;
    }

    private void receive(Http2Channel ready) {
        try {
            AbstractHttp2StreamSourceChannel received = ready.receive();
            if (received instanceof Http2StreamSourceChannel source) {
                Http2Exchange exchange = streams.get(source.getStreamId());
                if (exchange == null) {
                    IoUtils.safeClose(source); // of an exchange that has been dropped
                } else {
                    exchange.headRead(source);
                }
            } else if (received instanceof Http2RstStreamStreamSourceChannel reset) {
                Http2Exchange exchange = streams.get(reset.getStreamId());
                if (exchange != null) {
                    exchange.reset(reset.getErrorCode() == Http2Channel.ERROR_REFUSED_STREAM);
                }
                Channels.drain(reset, Long.MAX_VALUE);
            } else if (received != null) {
                Channels.drain(received, Long.MAX_VALUE);
            }
        } catch (IOException e) {
            end(Fault.CLOSED, e);
        }
    }

    @Override
    public void proceed(UpstreamExchange of) {
        Mailbox.send(thread(), () -> {
            Http2Exchange exchange = running.get(of);
            if (exchange != null) {
                exchange.proceed();
            }
        });
    }

    @Override
    public void cancel(UpstreamExchange of) {
        Mailbox.send(thread(), () -> {
            Http2Exchange exchange = running.get(of);
            if (exchange != null) {
                exchange.fail(Fault.CLOSED, null);
            }
        });
    }

    /** An exchange is over; whatever is left of its stream is not wanted. */
    void over(Http2Exchange exchange, boolean whole) {
        running.remove(exchange.of());
        streams.remove(exchange.streamId());
        if (!whole && channel.isOpen()) {
            channel.sendRstStream(exchange.streamId(), Http2Channel.ERROR_CANCEL);
            givenUp++;
            worn = givenUp >= MAX_GIVEN_UP;
        }
        keeper.released(this);
        endIfDone();
    }

    private void endIfDone() {
        if ((worn || goingAway) && running.isEmpty()) {
            end(Fault.CLOSED, null);
        }
    }

    /** Comes while Undertow reads, so what follows from it has to wait. */
    private void goesAway(int lastStream) {
        LOGGER.atDebug().addKeyValue("lastStream", lastStream).log("server goes away");
        goingAway = true;
        lastAnswered = Math.min(lastAnswered, lastStream);
        Mailbox.send(thread(), () -> {
            refuseUnanswered();
            endIfDone();
        });
    }

    /** Nothing has been made of these requests. */
    private void refuseUnanswered() {
        for (Http2Exchange exchange : List.copyOf(running.values())) {
            if (exchange.streamId() > lastAnswered) {
                exchange.refused();
            }
        }
    }

    @Override
    public void drain() {
        // HTTP/2 has no tunnels here.
    }

    @Override
    public void close() {
        Mailbox.send(thread(), () -> end(Fault.STOPPING, null));
    }

    private void end(Fault fault, @Nullable Throwable cause) {
        if (closed) {
            return;
        }
        closed = true;
        if (fault == Fault.CLOSED) {
            refuseUnanswered(); // the server may have closed the connection right after it has said so
        }
        List.copyOf(running.values()).forEach(exchange -> exchange.fail(fault, cause));
        IoUtils.safeClose(channel);
        IoUtils.safeClose(connection);
        keeper.closed(this);
    }
}
