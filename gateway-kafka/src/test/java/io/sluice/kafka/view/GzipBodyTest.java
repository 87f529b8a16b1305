package io.sluice.kafka.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.http.Body;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class GzipBodyTest {
    private static final byte[] BEFORE = "{\"items\":[".getBytes(StandardCharsets.UTF_8);
    private static final byte[] AFTER = "]}".getBytes(StandardCharsets.UTF_8);

    private final Random random = new Random(7);

    @Test
    void decompressesToThePlainBody() throws IOException {
        for (int size : new int[] {1, 2, 255, 256, 257, 3_000}) {
            ListSnapshot list = list(size);

            byte[] gzip = bytes(list.gzipBody(BEFORE, AFTER));

            assertThat(gunzip(gzip)).isEqualTo(bytes(list.body(BEFORE, AFTER)));
        }
    }

    @Test
    void knowsItsLengthOnceEveryBlockIsCompressed() {
        ListSnapshot list = list(1_000);
        Body body = list.gzipBody(BEFORE, AFTER);
        long before = body.length();

        byte[] gzip = bytes(body);

        assertThat(before).isEqualTo(Body.UNKNOWN);
        assertThat(body.length()).isEqualTo(gzip.length);
    }

    @Test
    void compressesOnlyTheBlockThatHasChanged() {
        var list = new EntryList();
        for (int i = 0; i < 1_000; i++) {
            list.add(entry(i));
        }
        list.publish();
        bytes(list.snapshot().gzipBody(BEFORE, AFTER));

        list.add(entry(1_000));
        list.publish();

        ListSnapshot changed = list.snapshot();
        assertThat(changed.gzipBody(BEFORE, AFTER).length()).isEqualTo(Body.UNKNOWN);
        assertThat(changed.blocksCompressedBefore()).isEqualTo(3);
    }

    @Test
    void keepsIncompressibleValuesIntact() throws IOException {
        var list = new EntryList();
        byte[] noise = new byte[200_000];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (byte) ('A' + random.nextInt(26));
        }
        list.add(entry(0, '"' + new String(noise, StandardCharsets.US_ASCII) + '"'));
        list.publish();

        byte[] gzip = bytes(list.snapshot().gzipBody(BEFORE, AFTER));

        assertThat(gunzip(gzip)).isEqualTo(bytes(list.snapshot().body(BEFORE, AFTER)));
    }

    @Test
    void joinsChecksumsLikeOneOverTheWhole() {
        for (int round = 0; round < 1_000; round++) {
            byte[] whole = new byte[random.nextInt(2_000)];
            random.nextBytes(whole);
            int middle = whole.length == 0 ? 0 : random.nextInt(whole.length + 1);

            int joined = Crc32.join(crc(whole, 0, middle), crc(whole, middle, whole.length), whole.length - middle);

            assertThat(joined).isEqualTo(crc(whole, 0, whole.length));
        }
    }

    private ListSnapshot list(int size) {
        var list = new EntryList();
        for (int i = 0; i < size; i++) {
            list.add(entry(i));
        }
        list.publish();
        return list.snapshot();
    }

    private Entry entry(int offset) {
        return entry(offset, "{\"id\":" + offset + ",\"noise\":" + random.nextInt() + "}");
    }

    private static Entry entry(int offset, String value) {
        byte[] key = ("k" + offset).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return new Entry(new ConsumerRecord<>("t", 0, offset, key, bytes), EntryFields.NONE, true);
    }

    private static byte[] bytes(Body body) {
        var out = new ByteArrayOutputStream();
        for (int i = 0; i < body.chunks(); i++) {
            var chunk = body.chunk(i);
            byte[] bytes = new byte[chunk.remaining()];
            chunk.get(bytes);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] gunzip(byte[] gzip) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return in.readAllBytes();
        }
    }

    private static int crc(byte[] bytes, int from, int to) {
        var crc = new CRC32();
        crc.update(bytes, from, to - from);
        return (int) crc.getValue();
    }
}
