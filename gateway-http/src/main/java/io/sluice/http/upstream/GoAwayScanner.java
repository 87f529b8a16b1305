package io.sluice.http.upstream;

import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/**
 * Follows the frames that a server sends over HTTP/2 (RFC 9113 section 4.1) and tells of each GOAWAY (section 6.8). In place of
 * one the buffer has a frame of a type that nobody knows, which is to be ignored (section 5.5). Whatever is wrong with frames
 * is left to who reads them. One thread.
 */
final class GoAwayScanner {
    private static final int HEAD_BYTES = 9;
    private static final int LENGTH_BYTES = 3;
    private static final int GOAWAY = 7;
    private static final byte UNKNOWN = (byte) 0xff; // among those that are kept free for experiments (section 11.2)
    private static final int ID_BYTES = 4;

    private final IntConsumer taker;
    private int headRead; // of the frame at hand, in bytes
    private int payloadLeft;
    private boolean isGoAway;
    private int idRead; // of a GOAWAY, in bytes
    private int id;

    /**
     * A scanner at the beginning of what a server sends.
     *
     * @param taker is given the last stream that the server will answer
     */
    GoAwayScanner(IntConsumer taker) {
        this.taker = taker;
    }

    /** Follows what has come, and was not read yet: a buffer's bytes from one index to another. */
    void follow(ByteBuffer bytes, int from, int to) {
        int i = from;
        while (i < to) {
            if (headRead < HEAD_BYTES) {
                head(bytes, i);
                i++;
            } else if (isGoAway && idRead < ID_BYTES) {
                id(bytes.get(i));
                i++;
            } else {
                int count = Math.min(payloadLeft, to - i);
                payloadLeft -= count;
                i += count;
            }
            if (headRead == HEAD_BYTES && payloadLeft == 0) {
                headRead = 0;
            }
        }
    }

    private void head(ByteBuffer bytes, int i) {
        int value = Byte.toUnsignedInt(bytes.get(i));
        if (headRead < LENGTH_BYTES) {
            payloadLeft = payloadLeft << Byte.SIZE | value;
        } else if (headRead == LENGTH_BYTES) {
            isGoAway = value == GOAWAY;
            if (isGoAway) {
                bytes.put(i, UNKNOWN);
                idRead = 0;
                id = 0;
            }
        }
        headRead++;
    }

    private void id(byte next) {
        id = id << Byte.SIZE | Byte.toUnsignedInt(next);
        idRead++;
        payloadLeft--;
        if (idRead == ID_BYTES) {
            taker.accept(id & Integer.MAX_VALUE); // the first bit means nothing
        }
    }
}
