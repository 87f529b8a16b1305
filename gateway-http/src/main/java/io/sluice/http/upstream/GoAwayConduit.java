package io.sluice.http.upstream;

import io.sluice.http.FollowingConduit;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Lies between a server and Undertow, and keeps from it that the server goes away: it would give up all streams at once, those
 * too that the server still answers. Owned by the I/O thread.
 */
final class GoAwayConduit extends FollowingConduit {
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
}
