package io.sluice.http;

import io.sluice.engine.flow.BodyReceiver;
import io.sluice.engine.flow.BodySource;
import io.sluice.engine.flow.Upgrade;
import io.sluice.engine.http.StreamedBody;
import io.undertow.conduits.IdleTimeoutConduit;
import io.undertow.connector.ByteBufferPool;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * A connection that speaks another protocol, of which nothing is known here: bytes go both ways as they are. Owned by its I/O
 * thread.
 *
 * <pre>
 *   open --client sends no more--> half open --the other side has sent all--> over
 *     +--the other side has sent all, the client has gone, or nothing moves----^
 * </pre>
 */
final class Tunnel implements BodySource {
    private static final Logger LOGGER = LoggerFactory.getLogger(Tunnel.class);
    private static final int READS_PER_TURN = 16;

    private final ExchangeInvocation invocation;
    private final Upgrade upgrade;
    private final ByteBufferPool buffers;
    private final OutBuffer out; // held while there is something to write
    private @Nullable StreamConnection connection; // null before it is open
    private @Nullable BodyReceiver receiver; // null once it has been told an end
    private volatile boolean paused; // any thread
    private long read;
    private long written;
    private boolean clean;
    private boolean over;

    Tunnel(ExchangeInvocation invocation, Upgrade upgrade, ByteBufferPool buffers) {
        this.invocation = invocation;
        this.upgrade = upgrade;
        this.buffers = buffers;
        this.out = new OutBuffer(buffers);
    }

    /** The 101 has left, and the connection is its own. */
    void open(StreamConnection upgraded) {
        connection = upgraded;
        FramingConduit.letThrough(upgraded);
        if (upgraded.getSourceChannel().getConduit() instanceof IdleTimeoutConduit timeout) {
            timeout.setIdleTimeout(upgrade.idle().toMillis());
        }
        upgraded.getSinkChannel().setWriteListener(ready -> write());
        upgraded.getSourceChannel().setReadListener(ready -> read());
        Arrival.onClose(upgraded, this::end);
        receiver = upgrade.fromClient().apply(this);
        upgrade.toClient().open(() -> invocation.execute(this::write));
        read();
        write();
    }

    /** Whether it has been open. */
    boolean isOpened() {
        return connection != null;
    }

    /** Bytes that the client has sent. */
    long readBytes() {
        return read;
    }

    /** Bytes that the network took for the client. */
    long writtenBytes() {
        return written;
    }

    /** Whether one of the two ended it, rather than an error or a time that was over. */
    boolean isClean() {
        return clean;
    }

    /** Nothing more comes or goes; harmless when repeated. */
    void end() {
        if (over) {
            return;
        }
        over = true;
        out.release();
        IoUtils.safeClose(connection);
        BodyReceiver told = receiver;
        receiver = null;
        if (told != null) {
            told.brokenOff();
        }
        upgrade.toClient().gone();
        invocation.tunnelEnded();
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        if (paused) {
            paused = false;
            invocation.execute(this::read);
        }
    }

    private void read() {
        StreamConnection open = connection;
        if (open == null || over || receiver == null) {
            return;
        }
        ConduitStreamSourceChannel source = open.getSourceChannel();
        try (var pooled = buffers.allocate()) {
            ByteBuffer buffer = pooled.getBuffer();
            for (int i = 0; i < READS_PER_TURN && !paused && receiver != null; i++) {
                int count = source.read(buffer.clear());
                if (count == 0) {
                    source.resumeReads();
                    return;
                }
                if (count < 0) {
                    source.suspendReads();
                    sendsNoMore();
                    return;
                }
                read += count;
                receiver.received(buffer.flip());
            }
            if (paused) {
                source.suspendReads();
            } else {
                source.wakeupReads();
            }
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("tunnel broke off");
            end();
        }
    }

    private void sendsNoMore() {
        BodyReceiver told = receiver;
        receiver = null;
        clean = true;
        if (told != null) {
            told.completed();
        }
    }

    private void write() {
        StreamConnection open = connection;
        if (open == null || over) {
            return;
        }
        if (upgrade.toClient().isAborted()) {
            end();
            return;
        }
        ConduitStreamSinkChannel sink = open.getSinkChannel();
        try {
            boolean last = writeAll(sink, upgrade.toClient());
            if (out.isHeld() || !sink.flush()) {
                sink.resumeWrites();
            } else if (last) {
                clean = true;
                end();
            } else {
                sink.suspendWrites();
            }
        } catch (IOException e) {
            LOGGER.atDebug().setCause(e).log("client of a tunnel went away");
            end();
        }
    }

    /** Writes what there is until the socket takes no more, and then keeps the buffer; true when nothing else will come. */
    private boolean writeAll(ConduitStreamSinkChannel sink, StreamedBody body) throws IOException {
        while (true) {
            boolean last = body.isClosed();
            ByteBuffer buffer = out.filled(body::take);
            if (!buffer.hasRemaining()) {
                out.release();
                return last;
            }
            int count = sink.write(buffer);
            if (count == 0) {
                return false;
            }
            written += count;
        }
    }
}
