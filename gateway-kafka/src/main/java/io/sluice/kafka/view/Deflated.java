package io.sluice.kafka.view;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * A part of a deflate stream (RFC 1951) that refers to nothing before it and ends on a byte, so that parts can be put
 * together in any order. Immutable.
 */
final class Deflated {
    private static final int LEVEL = 4; // measured: nearly the size of the default level in half its time
    private static final int STORED_HEADER = 5;
    private static final int MAX_STORED = 0xFFFF;

    private final byte[] bytes;
    private final int crc;
    private final int length;

    private Deflated(byte[] bytes, int crc, int length) {
        this.bytes = bytes;
        this.crc = crc;
        this.length = length;
    }

    /** Compresses an array from an offset on. */
    static Deflated compress(byte[] plain, int offset) {
        var deflater = new Deflater(LEVEL, true);
        try {
            deflater.setInput(plain, offset, plain.length - offset);
            byte[] out = new byte[Math.max(64, (plain.length - offset) / 4)];
            int size = 0;
            for (int written = -1; written != 0; size += written) {
                if (size == out.length) {
                    out = Arrays.copyOf(out, out.length * 2);
                }
                written = deflater.deflate(out, size, out.length - size, Deflater.FULL_FLUSH);
                if (size + written < out.length) {
                    return new Deflated(Arrays.copyOf(out, size + written), crc(plain, offset), plain.length - offset);
                }
            }
            return new Deflated(Arrays.copyOf(out, size), crc(plain, offset), plain.length - offset);
        } finally {
            deflater.end();
        }
    }

    /** Takes a short text as it is: a stored block. */
    static Deflated store(byte[] plain) {
        if (plain.length > MAX_STORED) {
            return compress(plain, 0);
        }
        byte[] bytes = new byte[STORED_HEADER + plain.length];
        bytes[1] = (byte) plain.length;
        bytes[2] = (byte) (plain.length >>> 8);
        bytes[3] = (byte) ~plain.length;
        bytes[4] = (byte) (~plain.length >>> 8);
        System.arraycopy(plain, 0, bytes, STORED_HEADER, plain.length);
        return new Deflated(bytes, crc(plain, 0), plain.length);
    }

    private static int crc(byte[] plain, int offset) {
        var crc = new CRC32();
        crc.update(plain, offset, plain.length - offset);
        return (int) crc.getValue();
    }

    /** The compressed bytes, read-only. */
    ByteBuffer buffer() {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    /** The number of compressed bytes. */
    int size() {
        return bytes.length;
    }

    /** The checksum of the plain bytes. */
    int crc() {
        return crc;
    }

    /** The number of plain bytes. */
    int length() {
        return length;
    }
}
