package io.sluice.record.source;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Splits a stream into lines of bounded length. One thread. */
final class LineReader {
    /** What {@link #next} gives for a line that is longer than the bound. */
    static final byte[] TOO_LONG = new byte[0];

    private final InputStream in;
    private final int maxLength;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;
    private long number;
    private long bytes;

    /**
     * Reads a stream from where it is.
     *
     * @param maxLength the longest line taken, in bytes
     */
    LineReader(InputStream in, int maxLength) {
        this.in = in;
        this.maxLength = maxLength;
    }

    /** The next line without its end; {@link #TOO_LONG} itself if it is too long, null at the end of the stream. */
    byte @Nullable [] next() throws IOException {
        if (position == limit && !fill()) {
            return null;
        }
        number++;
        int end = lineEnd();
        if (end >= 0) {
            return take(end);
        }
        return nextOfSeveral();
    }

    /** The number of the line that was read last, from 1. */
    long number() {
        return number;
    }

    /** How many bytes were taken from the stream. */
    long bytes() {
        return bytes;
    }

    /** Whether another call may have to wait for the stream. */
    boolean wouldWait() throws IOException {
        return position == limit && in.available() == 0;
    }

    private byte[] nextOfSeveral() throws IOException {
        var line = new ByteArrayOutputStream(2 * buffer.length);
        boolean tooLong = false;
        int end;
        do {
            end = lineEnd();
            int stop = end < 0 ? limit : end;
            tooLong |= line.size() + (stop - position) > maxLength;
            if (!tooLong) {
                line.write(buffer, position, stop - position);
            }
            position = end < 0 ? limit : end + 1;
        } while (end < 0 && fill());
        return tooLong ? TOO_LONG : withoutReturn(line.toByteArray());
    }

    private byte[] take(int end) {
        int length = end - position;
        if (length > maxLength) {
            position = end + 1;
            return TOO_LONG;
        }
        byte[] line = new byte[length];
        System.arraycopy(buffer, position, line, 0, length);
        position = end + 1;
        return withoutReturn(line);
    }

    private static byte[] withoutReturn(byte[] line) {
        return line.length > 0 && line[line.length - 1] == '\r' ? Arrays.copyOf(line, line.length - 1) : line;
    }

    private int lineEnd() {
        for (int i = position; i < limit; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        bytes += limit;
        return limit > 0;
    }
}
