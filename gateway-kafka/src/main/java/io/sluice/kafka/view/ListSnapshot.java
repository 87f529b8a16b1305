package io.sluice.kafka.view;

import io.sluice.engine.http.Body;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The entries of a list at one moment, by partition and offset. Immutable; read by any thread. */
public final class ListSnapshot {
    static final ListSnapshot EMPTY = new ListSnapshot(List.of(), new long[0], 0);

    private final Block[] blocks;
    private final long[] lastOffsets;
    private final long fingerprint;
    private final int firstWithMembers;
    private final int members;
    private final long memberBytes;

    ListSnapshot(List<Block> blocks, long[] lastOffsets, long fingerprint) {
        this.blocks = blocks.toArray(Block[]::new);
        this.lastOffsets = lastOffsets;
        this.fingerprint = fingerprint;
        this.firstWithMembers = firstWithMembers(this.blocks);
        this.members = blocks.stream().mapToInt(Block::members).sum();
        this.memberBytes = blocks.stream().mapToLong(Block::memberBytes).sum();
    }

    private static int firstWithMembers(Block[] blocks) {
        int index = 0;
        while (index < blocks.length && blocks[index].members() == 0) {
            index++;
        }
        return index;
    }

    /**
     * The entries that are in any of several snapshots, each once. Snapshots may be of slightly different moments: of two
     * entries with one key the later counts.
     */
    public static ListSnapshot union(List<ListSnapshot> snapshots) {
        List<Entry> all = new ArrayList<>();
        snapshots.forEach(snapshot -> snapshot.collect(all));
        Map<Object, Entry> latest = new HashMap<>();
        for (Entry entry : all) {
            Object identity = entry.hasKey() ? new WaitKey.Key(entry.key()) : entry;
            latest.merge(identity, entry, (left, right) -> left.offset() > right.offset() ? left : right);
        }
        return of(latest.values().stream().sorted(Entry::compare).toList());
    }

    /** A snapshot of entries that are sorted already. */
    public static ListSnapshot of(List<Entry> sorted) {
        if (sorted.isEmpty()) {
            return EMPTY;
        }
        long[] last = new long[sorted.get(sorted.size() - 1).partition() + 1];
        Arrays.fill(last, -1);
        long fingerprint = 0;
        for (Entry entry : sorted) {
            last[entry.partition()] = entry.offset();
            fingerprint += entry.fingerprint();
        }
        return new ListSnapshot(List.of(new Block(sorted.toArray(Entry[]::new))), last, fingerprint);
    }

    /** The first entry; null when there is none. */
    public @Nullable Entry first() {
        return blocks.length == 0 ? null : blocks[0].entries()[0];
    }

    /** The offset of the last entry of each partition, -1 where there is none; partitions after the last may be left out. */
    public long[] lastOffsets() {
        return lastOffsets.clone();
    }

    /** A number that differs, but for chance, between two snapshots with different entries. */
    public long fingerprint() {
        return fingerprint;
    }

    /** How many entries are JSON and so members of the body. */
    public int members() {
        return members;
    }

    /** The length of the members in bytes, without what is put between them. */
    public long memberBytes() {
        return memberBytes;
    }

    private void collect(List<Entry> into) {
        for (Block block : blocks) {
            into.addAll(Arrays.asList(block.entries()));
        }
    }

    /**
     * The members joined by commas between two texts.
     *
     * @param before what precedes the first member, such as {@code [}
     * @param after what follows the last, such as {@code ]}
     */
    public Body body(byte[] before, byte[] after) {
        return new Joined(before, after);
    }

    /** The same in gzip. Only for snapshots with members. */
    public Body gzipBody(byte[] before, byte[] after) {
        Block[] filled =
                Arrays.stream(blocks).filter(block -> block.members() > 0).toArray(Block[]::new);
        return new GzipBody(filled, before, after);
    }

    /** How many blocks need not be compressed again. For tests. */
    long blocksCompressedBefore() {
        return Arrays.stream(blocks)
                .filter(block -> block.compressedBefore() != null)
                .count();
    }

    /** One chunk before, one for each block, one after; a block is joined when its chunk is asked for. */
    private final class Joined implements Body {
        private final byte[] before;
        private final byte[] after;

        Joined(byte[] before, byte[] after) {
            this.before = before;
            this.after = after;
        }

        @Override
        public long length() {
            return before.length + memberBytes + Math.max(0, members - 1) + after.length;
        }

        @Override
        public int chunks() {
            return blocks.length + 2;
        }

        @Override
        public ByteBuffer chunk(int index) {
            if (index == 0) {
                return ByteBuffer.wrap(before).asReadOnlyBuffer();
            }
            if (index > blocks.length) {
                return ByteBuffer.wrap(after).asReadOnlyBuffer();
            }
            ByteBuffer joined = blocks[index - 1].joined();
            return index - 1 == firstWithMembers ? joined.position(1) : joined;
        }
    }
}
