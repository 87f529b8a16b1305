package io.sluice.http.upstream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.function.IntConsumer;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Lies between a server and Undertow, and keeps from it that the server goes away: it would give up all streams at once, those
 * too that the server still answers. Owned by the I/O thread.
 */
final class GoAwayConduit extends AbstractStreamSourceConduit<StreamSourceConduit> {
    private final GoAwayScanner scanner;

    /**
     * A conduit over a new connection.
     *
     * @param taker is given the last stream that the server will answer, while Undertow reads
     */
    GoAwayConduit(StreamSourceConduit source, IntConsumer taker) {
        super(source);
        this.scanner = new GoAwayScanner(taker);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int from = target.position();
        int count = super.read(target);
        scanner.follow(target, from, target.position());
        return count;
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        for (int i = offset; i < offset + length; i++) {
            if (targets[i].hasRemaining()) {
                return read(targets[i]);
            }
        }
        return 0;
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
    }

    @Override
    public long transferTo(long count, ByteBuffer through, StreamSinkChannel target) throws IOException {
        return Conduits.transfer(this, count, through, target);
    }
}
