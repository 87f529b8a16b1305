package io.sluice.kafka.view;

import io.sluice.engine.http.Body;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A list in gzip (RFC 1952), put together of its blocks' compressed forms, which are kept from one response to the next.
 *
 * <pre>
 *   gzip head | before | block | comma block | comma block | ... | after | last block, checksum, length
 * </pre>
 *
 * <p>The length is known only when all blocks have been compressed before. Immutable; the checksum is put together when
 * the last chunk is asked for.
 */
final class GzipBody implements Body {
    private static final byte[] HEAD = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int TAIL = 2 + 4 + 4;
    private static final Deflated COMMA = Deflated.store(",".getBytes(StandardCharsets.US_ASCII));

    private final Block[] blocks; // each with members
    private final Deflated before;
    private final Deflated after;

    /** A body of blocks that all have members, between two texts. */
    GzipBody(Block[] blocks, byte[] before, byte[] after) {
        this.blocks = blocks;
        this.before = Deflated.store(before);
        this.after = Deflated.store(after);
    }

    @Override
    public long length() {
        long length = HEAD.length + before.size() + after.size() + TAIL + (blocks.length - 1L) * COMMA.size();
        for (Block block : blocks) {
            Deflated compressed = block.compressedBefore();
            if (compressed == null) {
                return UNKNOWN;
            }
            length += compressed.size();
        }
        return length;
    }

    @Override
    public int chunks() {
        return 2 + 2 * blocks.length + 1; // head, before, blocks with commas between, after, tail
    }

    @Override
    public ByteBuffer chunk(int index) {
        if (index == 0) {
            return ByteBuffer.wrap(HEAD).asReadOnlyBuffer();
        }
        return index == chunks() - 1 ? tail() : part(index - 1).buffer();
    }

    /** The parts of the stream: before, block, comma, block, ..., after. */
    private Deflated part(int index) {
        if (index == 0) {
            return before;
        }
        if (index == 2 * blocks.length) {
            return after;
        }
        return index % 2 == 0 ? COMMA : blocks[index / 2].compressed();
    }

    private ByteBuffer tail() {
        int crc = 0;
        int length = 0;
        for (int i = 0; i <= 2 * blocks.length; i++) {
            Deflated part = part(i);
            crc = Crc32.join(crc, part.crc(), part.length());
            length += part.length();
        }
        return ByteBuffer.allocate(TAIL)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 3) // a last block of fixed codes that holds nothing
                .put((byte) 0)
                .putInt(crc)
                .putInt(length)
                .flip();
    }
}
