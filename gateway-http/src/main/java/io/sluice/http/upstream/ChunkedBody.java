package io.sluice.http.upstream;

import io.sluice.engine.http.Body;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Chunks (RFC 9112 section 7.1). Extensions and trailer fields are dropped.
 *
 * <pre>
 *   size --[;extension]--> data --> size ... --0--> line start --empty--> whole
 *                                                     +--trailer field--> line start
 * </pre>
 */
final class ChunkedBody implements BodyDecoder {
    private static final int MAX_SIZE_DIGITS = 15;
    private static final int MAX_DROPPED_BYTES = 32 << 10; // of trailer fields, or of one extension

    private enum State {
        SIZE,
        EXTENSION,
        SIZE_LF,
        DATA,
        DATA_CR,
        DATA_LF,
        LINE_START,
        TRAILER,
        TRAILER_LF,
        LAST_LF,
        WHOLE
    }

    private final boolean leavesConnectionOpen;
    private State state = State.SIZE;
    private long left; // of the chunk
    private int count; // digits of the size, or bytes dropped

    ChunkedBody(boolean leavesConnectionOpen) {
        this.leavesConnectionOpen = leavesConnectionOpen;
    }

    @Override
    public boolean decode(ByteBuffer source, Consumer<ByteBuffer> content) throws MalformedResponseException {
        while (source.hasRemaining() && state != State.WHOLE) {
            if (state == State.DATA) {
                data(source, content);
            } else if (!accepts(source.get())) {
                throw new MalformedResponseException("The chunks are malformed");
            }
        }
        return state == State.WHOLE;
    }

    private void data(ByteBuffer source, Consumer<ByteBuffer> content) {
        int length = (int) Math.min(left, source.remaining());
        content.accept(source.slice(source.position(), length));
        source.position(source.position() + length);
        left -= length;
        if (left == 0) {
            state = State.DATA_CR;
        }
    }

    private boolean accepts(byte b) {
        return switch (state) {
            case SIZE -> size(b);
            case EXTENSION -> b == '\r' ? go(State.SIZE_LF) : drops(b);
            case SIZE_LF -> b == '\n' && sizeEnds();
            case DATA_CR -> b == '\r' && go(State.DATA_LF);
            case DATA_LF -> b == '\n' && go(State.SIZE);
            case LINE_START -> b == '\r' ? go(State.LAST_LF) : drops(b) && go(State.TRAILER);
            case TRAILER -> b == '\r' ? go(State.TRAILER_LF) : drops(b);
            case TRAILER_LF -> b == '\n' && go(State.LINE_START);
            case LAST_LF -> b == '\n' && go(State.WHOLE);
            case DATA, WHOLE -> throw new AssertionError(state);
        };
    }

    private boolean go(State next) {
        state = next;
        return true;
    }

    private boolean size(byte b) {
        int digit = Character.digit(b, 16);
        if (digit >= 0) {
            left = left << 4 | digit;
            return ++count <= MAX_SIZE_DIGITS;
        }
        boolean ends = count > 0 && (b == '\r' || b == ';' || b == ' ' || b == '\t');
        count = 0;
        return ends && go(b == '\r' ? State.SIZE_LF : State.EXTENSION);
    }

    private boolean drops(byte b) {
        return b != '\n' && ++count <= MAX_DROPPED_BYTES;
    }

    private boolean sizeEnds() {
        count = 0;
        return go(left == 0 ? State.LINE_START : State.DATA);
    }

    @Override
    public boolean mayEnd() {
        return state == State.WHOLE;
    }

    @Override
    public long length() {
        return Body.UNKNOWN;
    }

    @Override
    public boolean leavesConnectionOpen() {
        return leavesConnectionOpen;
    }
}
