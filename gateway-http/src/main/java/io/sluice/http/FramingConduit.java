package io.sluice.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Lies between the socket and Undertow, and lets through what {@link RequestFraming} accepts. Owned by the I/O thread.
 *
 * <p>From the first refused byte of a head on, Undertow reads a field line that it cannot parse instead. So it finishes
 * the requests before, answers 400 in their order, and closes the connection. A refused byte in a body breaks the body
 * off: reading it fails, and Undertow closes the connection.
 *
 * <p>Undertow waits for the rest of an HTTP/2 preface as long as the connection is open, even when nothing more can come. So
 * a preface that breaks off, or is not there within the {@code read} limit, closes the connection here.
 */
final class FramingConduit extends FollowingConduit {
    /** Ends the line that is being read, wherever that is, and begins one whose name is no token. */
    private static final byte[] NOT_A_HEAD = "\r\n(refused): \r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final int LINE_END = 2;

    /** Those whose client has asked for another protocol. */
    private static final Map<StreamConnection, FramingConduit> UPGRADABLE = new ConcurrentHashMap<>();

    private final RequestFraming framing;
    private final StreamConnection connection;
    private final ServerContext context;
    private boolean refused;
    private boolean upgradable;
    private int served; // bytes of NOT_A_HEAD that have been read
    private XnioExecutor.@Nullable Key prefaceTimeout;

    FramingConduit(
            StreamSourceConduit socket, RequestFraming framing, StreamConnection connection, ServerContext context) {
        super(socket);
        this.framing = framing;
        this.connection = connection;
        this.context = context;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (refused) {
            return refusal(target);
        }
        int from = target.position();
        int read = super.read(target);
        if (read <= 0) {
            if (read < 0 && framing.isInPreface()) {
                IoUtils.safeClose(connection);
                throw new ClosedChannelException();
            }
            return read;
        }
        int accepted = framing.follow(target, from, from + read);
        if (accepted < from + read) {
            refused = true;
            context.counters().countMalformed();
            served = framing.isAtFieldLine() ? LINE_END : 0; // an empty line would end the head
            target.position(accepted);
            return accepted > from ? accepted - from : refusal(target);
        }
        watchPreface();
        if (framing.asksForUpgrade()) {
            keepForUpgrade();
        }
        return read;
    }

    private void keepForUpgrade() {
        if (!upgradable) {
            upgradable = true;
            UPGRADABLE.put(connection, this);
            Arrival.onClose(connection, () -> UPGRADABLE.remove(connection));
        }
    }

    /** What comes over a connection from now on is of another protocol; after its request for that. */
    static void letThrough(StreamConnection connection) {
        FramingConduit conduit = UPGRADABLE.get(connection);
        if (conduit != null) {
            conduit.framing.passOn();
        }
    }

    private void watchPreface() {
        if (framing.isInPreface() && prefaceTimeout == null) {
            prefaceTimeout = connection
                    .getIoThread()
                    .executeAfter(
                            () -> IoUtils.safeClose(connection),
                            context.options().limits().read().toMillis(),
                            TimeUnit.MILLISECONDS);
        } else if (!framing.isInPreface() && prefaceTimeout != null) {
            prefaceTimeout.remove();
            prefaceTimeout = null;
        }
    }

    private int refusal(ByteBuffer target) throws IOException {
        if (!framing.isInHead()) {
            throw new MalformedBodyException();
        }
        int count = Math.min(NOT_A_HEAD.length - served, target.remaining());
        if (count == 0 && target.hasRemaining()) {
            return -1;
        }
        target.put(NOT_A_HEAD, served, count);
        served += count;
        return count;
    }

    /** The rest of a refusal is there to be read, whatever the socket has. */
    @Override
    public void resumeReads() {
        if (refused) {
            super.wakeupReads();
        } else {
            super.resumeReads();
        }
    }

    @Override
    public void awaitReadable() throws IOException {
        if (!refused) {
            super.awaitReadable();
        }
    }

    @Override
    public void awaitReadable(long time, TimeUnit unit) throws IOException {
        if (!refused) {
            super.awaitReadable(time, unit);
        }
    }
}
