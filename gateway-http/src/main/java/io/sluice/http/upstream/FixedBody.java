package io.sluice.http.upstream;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** A number of bytes that is said beforehand, or none. */
final class FixedBody implements BodyDecoder {
    private final long length;
    private long left;

    /**
     * A body.
     *
     * @param bytes what comes
     * @param length what is said about the content: with HEAD more than comes
     */
    FixedBody(long bytes, long length) {
        this.left = bytes;
        this.length = length;
    }

    @Override
    public boolean decode(ByteBuffer source, Consumer<ByteBuffer> content) {
        int count = (int) Math.min(left, source.remaining());
        if (count > 0) {
            content.accept(source.slice(source.position(), count));
            source.position(source.position() + count);
            left -= count;
        }
        return left == 0;
    }

    @Override
    public boolean mayEnd() {
        return left == 0;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean leavesConnectionOpen() {
        return true;
    }
}
