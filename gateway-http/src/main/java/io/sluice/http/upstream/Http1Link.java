package io.sluice.http.upstream;

import io.sluice.engine.http.HttpFields;
import io.sluice.http.OutBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioIoThread;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * A connection that speaks HTTP/1.1, one request at a time, owned by its I/O thread.
 *
 * <pre>
 *   free --send--> busy: request out | head, content in (both at once) --both whole--> free
 *     |              +--101--> tunnel: bytes out | bytes in
 *     +--bytes or end--> closed <--end, error, time is over, client gone, or one of both not whole--+
 * </pre>
 *
 * <p>It is used again only after a request and a response that are whole, without a byte too many, where both sides would keep
 * it. Everything else closes it. Bytes that come while it is free belong to no request, and close it too.
 */
final class Http1Link implements Link {
    private static final Logger LOGGER = LoggerFactory.getLogger(Http1Link.class);
    private static final int MAX_INTERIM = 32; // responses before the final one
    private static final int READS_PER_TURN = 16;
    private static final int SWITCHING = 101;
    private static final int LAST_INTERIM = 199;

    private final StreamConnection connection;
    private final ConduitStreamSinkChannel sink;
    private final ConduitStreamSourceChannel source;
    private final UpstreamContext context;
    private final Keeper keeper;
    private final OutBuffer out; // held while there is something to write
    private final HeadReader heads = new HeadReader(UpstreamContext.HEAD_BYTES);
    private @Nullable UpstreamExchange exchange; // null while it is free
    private @Nullable RequestEncoder encoder; // null once the request is out
    private @Nullable BodyDecoder decoder; // null before the final head
    private @Nullable Progress progress;
    private boolean blocked; // the socket takes nothing
    private boolean withheld; // the client takes nothing
    private boolean written;
    private boolean read;
    private boolean keeps; // whether both sides would
    private boolean tunnel;
    private boolean draining;
    private int interim;
    private volatile boolean closed;

    Http1Link(StreamConnection connection, UpstreamContext context, Keeper keeper) {
        this.connection = connection;
        this.sink = connection.getSinkChannel();
        this.source = connection.getSourceChannel();
        this.context = context;
        this.keeper = keeper;
        this.out = new OutBuffer(context.buffers());
    }

    /** Begins to look out for the connection's end; on its I/O thread. */
    void open() {
        connection.setCloseListener(gone -> end(Fault.CLOSED, null));
        sink.setWriteListener(ready -> write());
        source.setReadListener(ready -> read());
        source.resumeReads();
    }

    @Override
    public XnioIoThread thread() {
        return connection.getIoThread();
    }

    @Override
    public boolean isOpen() {
        return !closed && connection.isOpen();
    }

    @Override
    public int capacity() {
        return 1;
    }

    @Override
    public void send(UpstreamExchange next) {
        Mailbox.send(thread(), () -> begin(next));
    }

    private void begin(UpstreamExchange next) {
        if (!next.isSentBy(this)) {
            keeper.released(this);
        } else if (closed) {
            next.fail(Fault.CLOSED, false, false, null);
        } else {
            exchange = next;
            encoder = RequestEncoder.of(next.request(), next.requestBody());
            decoder = null;
            written = false;
            read = false;
            blocked = false;
            withheld = false;
            interim = 0;
            progress = new Progress(thread(), context.options().timeouts().idle(), this::isServersTurn, this::timedOut);
            write();
        }
    }

    private boolean isServersTurn() {
        return tunnel || blocked || (encoder == null && !withheld);
    }

    private void timedOut() {
        LOGGER.atDebug().log("server makes no progress");
        end(encoder == null ? Fault.RESPONSE_TIMEOUT : Fault.REQUEST_TIMEOUT, null);
    }

    @Override
    public void proceed(UpstreamExchange of) {
        Mailbox.send(thread(), () -> {
            if (exchange == of) {
                write();
                if (withheld) {
                    withheld = false;
                    moved();
                    read();
                }
            }
        });
    }

    @Override
    public void cancel(UpstreamExchange of) {
        Mailbox.send(thread(), () -> {
            if (exchange == of) {
                end(Fault.CLOSED, null);
            }
        });
    }

    @Override
    public void drain() {
        Mailbox.send(thread(), () -> {
            draining = true;
            if (tunnel && exchange != null) {
                finish(exchange);
            }
        });
    }

    @Override
    public void close() {
        Mailbox.send(thread(), () -> end(Fault.STOPPING, null));
    }

    /** Writes what there is of the request, as far as the socket takes it. */
    private void write() {
        UpstreamExchange current = exchange;
        RequestEncoder encoding = encoder;
        if (current == null || encoding == null) {
            sink.suspendWrites();
            return;
        }
        if (current.requestBody().isAborted()) {
            end(Fault.CLOSED, null);
            return;
        }
        try {
            blocked = !writeAll(encoding);
            if (blocked) {
                sink.resumeWrites();
                return;
            }
            sink.suspendWrites();
            out.release();
            if (encoding.isDone()) {
                sent();
            }
        } catch (IOException e) {
            brokenSink(e);
        }
    }

    /** Writes and flushes; false when the socket does not take all of it. */
    private boolean writeAll(RequestEncoder encoding) throws IOException {
        while (true) {
            ByteBuffer buffer = out.filled(encoding::fill);
            if (!buffer.hasRemaining()) {
                return sink.flush();
            }
            if (sink.write(buffer) == 0) {
                return false;
            }
            written = true;
            moved();
        }
    }

    private void sent() throws IOException {
        encoder = null;
        if (tunnel) {
            sink.shutdownWrites();
            sink.flush();
        } else if (progress != null && decoder == null) {
            progress.limit(context.options().timeouts().response());
        } else {
            moved();
        }
    }

    /** A server may answer and close before it has read the request: what it has answered is still to be read. */
    private void brokenSink(IOException failure) {
        LOGGER.atDebug().setCause(failure).log("server takes no more");
        sink.suspendWrites();
        out.release();
        blocked = true; // until the end of what there is to read
        if (!read && !written) {
            end(Fault.CLOSED, failure);
        }
    }

    private void read() {
        try (var pooled = context.buffers().allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            for (int i = 0; i < READS_PER_TURN; i++) {
                UpstreamExchange current = exchange;
                if (closed) {
                    return;
                }
                withheld = current != null && !current.takesContent();
                if (withheld) {
                    source.suspendReads();
                    return;
                }
                int count = source.read(buffer.clear());
                if (count == 0) {
                    source.resumeReads();
                    return;
                }
                if (count < 0 || current == null) {
                    ended();
                    return;
                }
                read = true;
                moved();
                take(buffer.flip(), current);
            }
            source.wakeupReads();
        } catch (IOException e) {
            end(Fault.CLOSED, e);
        } catch (MalformedResponseException e) {
            end(Fault.MALFORMED, e);
        }
    }

    /** The server sends no more. */
    private void ended() {
        UpstreamExchange current = exchange;
        if (current != null && decoder != null && decoder.mayEnd()) {
            finish(current);
        } else {
            end(read ? Fault.MALFORMED : Fault.CLOSED, null);
        }
    }

    /**
     * The connection is free again before its exchange is told of the end: who has seen all of a response may send its next
     * request over the same connection.
     */
    private void take(ByteBuffer bytes, UpstreamExchange current) throws MalformedResponseException {
        List<Runnable> news = new ArrayList<>();
        boolean freed = false;
        boolean whole = false;
        try {
            whole = decode(bytes, current, news);
            freed = whole && keeps && encoder == null && !bytes.hasRemaining();
            if (freed) {
                forget();
                source.resumeReads();
                keeper.released(this);
            }
        } finally {
            news.forEach(Runnable::run);
        }
        if (freed) {
            current.finish();
        } else if (whole) {
            finish(current);
        }
    }

    /**
     * Takes what belongs to the response; whether that is whole.
     *
     * @param news gets what the exchange is to be told of it
     */
    private boolean decode(ByteBuffer bytes, UpstreamExchange current, List<Runnable> news)
            throws MalformedResponseException {
        while (!closed
                && (bytes.hasRemaining() || (decoder != null && decoder.mayEnd() && decoder.leavesConnectionOpen()))) {
            if (decoder == null) {
                ResponseHead head = heads.read(bytes);
                if (head == null) {
                    return false;
                }
                take(head, current, news);
            } else if (decoder.decode(bytes, content -> news.add(() -> current.content(content)))) {
                return true;
            }
        }
        return false;
    }

    private void take(ResponseHead head, UpstreamExchange current, List<Runnable> news)
            throws MalformedResponseException {
        if (head.status() == SWITCHING) {
            switchProtocols(head, current);
            return;
        }
        if (head.status() <= LAST_INTERIM) {
            interim++;
            if (interim > MAX_INTERIM) {
                throw new MalformedResponseException("Too many responses before the final one");
            }
            return;
        }
        BodyDecoder content = BodyDecoder.of(head, current.request().method());
        keeps = content.leavesConnectionOpen() && !head.version10() && !closes(head.fields());
        decoder = content;
        if (progress != null) {
            progress.limit(context.options().timeouts().idle());
        }
        boolean hasContent = !content.mayEnd() || !content.leavesConnectionOpen();
        news.add(() -> current.respond(head.status(), head.fields(), hasContent, content.length()));
    }

    private void switchProtocols(ResponseHead head, UpstreamExchange current) throws MalformedResponseException {
        if (current.request().upgrade() == null || encoder != null) {
            throw new MalformedResponseException("A switch to another protocol that nobody asked for");
        }
        tunnel = true;
        keeps = false;
        decoder = new UnboundedBody();
        if (progress != null) {
            progress.limit(context.options().timeouts().tunnel());
        }
        current.upgrade(head.fields());
        encoder = RequestEncoder.raw(current.requestBody());
        if (draining) {
            finish(current);
        }
    }

    private static boolean closes(HttpFields fields) {
        for (String value : fields.all("connection")) {
            if (value.toLowerCase(Locale.ROOT).contains("close")) {
                return true;
            }
        }
        return false;
    }

    /** Nothing more comes, and the connection ends with it. */
    private void finish(UpstreamExchange current) {
        forget();
        current.finish();
        end(Fault.CLOSED, null);
    }

    private void moved() {
        if (progress != null) {
            progress.moved();
        }
    }

    private void forget() {
        exchange = null;
        encoder = null;
        decoder = null;
        out.release();
        if (progress != null) {
            progress.end();
            progress = null;
        }
    }

    /** Closes the connection, whoever wants that first; what is under way breaks off. */
    private void end(Fault fault, @Nullable Throwable cause) {
        if (closed) {
            return;
        }
        closed = true;
        UpstreamExchange current = exchange;
        forget();
        IoUtils.safeClose(connection);
        if (current != null) {
            current.fail(fault, written, read, cause);
        }
        keeper.closed(this);
    }
}
