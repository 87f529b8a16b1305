package io.sluice.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Lies between the socket and TLS, and breaks a connection off at a record longer than any version of TLS allows (RFC 5246
 * section 6.2.3, RFC 8446 section 5.2). Owned by the I/O thread.
 *
 * <p>The JDK's engine asks for the rest of a record of up to 64 KiB before it refuses it. When that is more than the buffer
 * takes, Undertow's {@code SslConduit} reads nothing and is called again at once, with the I/O thread doing nothing else: a
 * client could have that for five bytes and a buffer full, before the handshake. So what passes here fits.
 *
 * <p>{@code SslConduit} reads into one buffer at a time; the other ways to read are not followed.
 */
public final class RecordLimit extends AbstractStreamSourceConduit<StreamSourceConduit> {
    private static final int HEADER_BYTES = 5; // type, two of the version, two of the length
    private static final int MAX_LENGTH = (1 << 14) + 2048;

    /** The most bytes of a record, header included. */
    public static final int RECORD_BYTES = HEADER_BYTES + MAX_LENGTH;

    private static final int CHANGE_CIPHER_SPEC = 20; // the first type
    private static final int APPLICATION_DATA = 23; // the last one

    private long header;
    private int count; // bytes of the header
    private int left; // bytes of the record behind it

    /** A limit before a socket. */
    public RecordLimit(StreamSourceConduit socket) {
        super(socket);
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int from = target.position();
        int read = super.read(target);
        follow(target, from, from + read);
        return read;
    }

    private void follow(ByteBuffer bytes, int from, int to) throws IOException {
        int i = from;
        while (i < to) {
            if (left > 0) {
                int skipped = Math.min(left, to - i);
                left -= skipped;
                i += skipped;
            } else {
                header = header << Byte.SIZE | (bytes.get(i) & 0xff);
                i++;
                count++;
                if (count == HEADER_BYTES) {
                    begin();
                }
            }
        }
    }

    private void begin() throws IOException {
        int type = (int) (header >>> Integer.SIZE);
        int length = (int) header & 0xffff;
        if (type < CHANGE_CIPHER_SPEC || type > APPLICATION_DATA) {
            throw new IOException("No TLS: a record of type " + type);
        }
        if (length > MAX_LENGTH) {
            throw new IOException("A TLS record of " + length + " bytes (expected: at most " + MAX_LENGTH + ")");
        }
        left = length;
        header = 0;
        count = 0;
    }
}
