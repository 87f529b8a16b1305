package io.sluice.kafka.fetch;

import io.sluice.kafka.view.Entry;
import io.sluice.kafka.view.ListSnapshot;
import io.sluice.kafka.view.Published;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The text between the quotes of an entity tag: which offsets of which partitions a representation stands for.
 *
 * <pre>
 *   etag     = progress [ "~" incarnation ] [ "/" suffix ]
 *   progress = base64url, padded, of: 0x01 count (partition offset)*      all but the first zigzag varints
 * </pre>
 *
 * <p>One record: its own partition and the offset after it; the suffix is the record's {@code etag} header. A list of a
 * whole topic: each partition's last offset; a suffix only when retention has removed records, which the offsets do not
 * show. A list by filters: the last matching offsets; the suffix tells apart lists that end alike. The incarnation is there
 * when the topic was deleted and created again before the gateway's eyes, because its offsets have begun again, too.
 */
public final class Etag {
    private static final byte VERSION = 1;
    private static final int MAX_VARINT = 10;
    private static final char INCARNATION = '~';

    private Etag() {}

    /** The tag of one record. */
    static String of(Entry entry, String incarnation) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + 3 * MAX_VARINT);
        bytes.put(VERSION);
        putZigzag(bytes, 1);
        putZigzag(bytes, entry.partition());
        putZigzag(bytes, entry.offset() + 1);
        String progress = encode(bytes) + mark(incarnation);
        return entry.etag() == null ? progress : progress + '/' + entry.etag();
    }

    /** The tag of a list of all records. */
    static String of(Published published) {
        String progress = progress(published.lastOffsets()) + mark(published.incarnation());
        return published.isWhole()
                ? progress
                : progress + '/' + Integer.toHexString(Arrays.hashCode(published.starts()));
    }

    /** The tag of a list of matching records. */
    static String of(ListSnapshot matching, String incarnation) {
        return progress(matching.lastOffsets()) + mark(incarnation) + '/' + Long.toHexString(matching.fingerprint());
    }

    private static String mark(String incarnation) {
        return incarnation.isEmpty() ? "" : INCARNATION + incarnation;
    }

    /** Encodes the offset of each partition from 0 on. */
    static String progress(long[] offsets) {
        ByteBuffer bytes = ByteBuffer.allocate(1 + MAX_VARINT + offsets.length * 2 * MAX_VARINT);
        bytes.put(VERSION);
        putZigzag(bytes, offsets.length);
        for (int partition = 0; partition < offsets.length; partition++) {
            putZigzag(bytes, partition);
            putZigzag(bytes, offsets[partition]);
        }
        return encode(bytes);
    }

    /** The suffix of a tag that has a well-formed progress before it; null when there is none or the tag is not ours. */
    public static @Nullable String suffix(String etag) {
        int slash = etag.indexOf('/');
        if (slash < 0) {
            return null;
        }
        String progress = etag.substring(0, slash);
        int mark = progress.indexOf(INCARNATION);
        return isProgress(mark < 0 ? progress : progress.substring(0, mark)) ? etag.substring(slash + 1) : null;
    }

    private static boolean isProgress(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return false; // some other service's tag
        }
        if (bytes.length < 2 || bytes[0] != VERSION || bytes[bytes.length - 1] < 0) {
            return false;
        }
        ByteBuffer rest = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        long count = takeZigzag(rest);
        long numbers = 0;
        while (rest.hasRemaining()) {
            takeZigzag(rest);
            numbers++;
        }
        return count >= 0 && numbers == 2 * count;
    }

    private static String encode(ByteBuffer bytes) {
        byte[] written = new byte[bytes.flip().remaining()];
        bytes.get(written);
        return Base64.getUrlEncoder().encodeToString(written);
    }

    private static void putZigzag(ByteBuffer bytes, long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes.put((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    private static long takeZigzag(ByteBuffer bytes) {
        long value = 0;
        for (int shift = 0; bytes.hasRemaining(); shift += 7) {
            byte next = bytes.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                break;
            }
        }
        return (value >>> 1) ^ -(value & 1);
    }
}
