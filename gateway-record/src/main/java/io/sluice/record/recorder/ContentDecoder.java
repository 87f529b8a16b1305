package io.sluice.record.recorder;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes content encodings, up to a bound. One thread. */
final class ContentDecoder {
    private static final int ZLIB_METHOD = 8;

    private final int limit;
    private byte[] buffer = {}; // as large as it may be once it is needed

    /**
     * A decoder.
     *
     * @param limit the most bytes that become of a body
     */
    ContentDecoder(int limit) {
        this.limit = limit;
    }

    /** What became of a body; may be shorter than it. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Decoded(byte[] bytes, boolean isTruncated) {}

    /**
     * Decodes a body as far as it goes; null if its encoding is unknown, or it is not encoded so.
     *
     * @param encoding the {@code content-encoding} field; null if there is none
     */
    @Nullable Decoded decode(byte[] bytes, boolean isTruncated, @Nullable String encoding) {
        if (encoding == null) {
            return new Decoded(bytes, isTruncated);
        }
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> new Decoded(bytes, isTruncated);
            case "gzip", "x-gzip" -> inflated(bytes, isTruncated, true);
            case "deflate" -> inflated(bytes, isTruncated, false);
            default -> null;
        };
    }

    private @Nullable Decoded inflated(byte[] bytes, boolean isTruncated, boolean gzip) {
        buffer = buffer.length == 0 ? new byte[limit + 1] : buffer; // one more tells that there is more
        int size = 0;
        try (InputStream in = gzip ? new GZIPInputStream(new ByteArrayInputStream(bytes)) : inflater(bytes)) {
            int read = 0;
            while (read >= 0 && size < buffer.length) {
                size += read;
                read = in.read(buffer, size, buffer.length - size);
            }
        } catch (EOFException e) {
            return new Decoded(Arrays.copyOf(buffer, Math.min(size, buffer.length - 1)), true);
        } catch (IOException e) {
            return null;
        }
        boolean more = size == buffer.length;
        return new Decoded(Arrays.copyOf(buffer, more ? size - 1 : size), isTruncated || more);
    }

    /** With zlib's head as the standard wants it, or without, as some send it. */
    private static InputStream inflater(byte[] bytes) {
        boolean zlib = bytes.length > 1
                && (bytes[0] & 0x0F) == ZLIB_METHOD
                && (((bytes[0] & 0xFF) << 8) | (bytes[1] & 0xFF)) % 31 == 0;
        var in = new ByteArrayInputStream(bytes);
        return zlib ? new InflaterInputStream(in) : new EndingStream(in, new Inflater(true));
    }

    /** Frees its inflater, which one that was handed in is not otherwise. */
    private static final class EndingStream extends InflaterInputStream {
        EndingStream(InputStream in, Inflater inflater) {
            super(in, inflater);
        }

        @Override
        public void close() throws IOException {
            super.close();
            inf.end();
        }
    }
}
