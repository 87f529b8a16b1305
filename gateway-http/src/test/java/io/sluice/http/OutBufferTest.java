package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.connector.ByteBufferPool;
import io.undertow.server.DefaultByteBufferPool;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutBufferTest {
    private static final int SIZE = 16;

    private final ByteBufferPool pool = new DefaultByteBufferPool(false, SIZE);
    private final OutBuffer out = new OutBuffer(pool);

    @AfterEach
    void closePool() {
        out.release();
        pool.close();
    }

    @Test
    void asksForMoreOnlyWhenNothingIsLeft() {
        ByteBuffer first = out.filled(target -> target.put((byte) 1).put((byte) 2));
        byte taken = first.get();

        ByteBuffer rest = out.filled(target -> target.put((byte) 9));
        byte left = rest.get();
        ByteBuffer next = out.filled(target -> target.put((byte) 3));

        assertThat(taken).isEqualTo((byte) 1);
        assertThat(left).isEqualTo((byte) 2);
        assertThat(next.remaining()).isOne();
        assertThat(next.get()).isEqualTo((byte) 3);
    }

    @Test
    void givesItsSourceTheWholeBuffer() {
        out.filled(target -> target.put((byte) 1)).get();

        out.filled(target -> {
            assertThat(target.position()).isZero();
            assertThat(target.remaining()).isEqualTo(SIZE);
        });
    }

    @Test
    void isHeldUntilItIsReleasedThoughItIsEmpty() {
        boolean before = out.isHeld();
        ByteBuffer nothing = out.filled(target -> {});
        boolean filled = out.isHeld();
        out.release();
        out.release();

        assertThat(before).isFalse();
        assertThat(nothing.hasRemaining()).isFalse();
        assertThat(filled).isTrue();
        assertThat(out.isHeld()).isFalse();
    }

    @Test
    void dropsWhatIsLeftWhenItIsReleased() {
        out.filled(target -> target.put((byte) 1));
        out.release();

        assertThat(out.filled(target -> {}).hasRemaining()).isFalse();
    }
}
