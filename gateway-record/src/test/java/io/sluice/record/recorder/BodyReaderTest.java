package io.sluice.record.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BodyReaderTest {
    private static final int LIMIT = 1000;
    private static final String TEXT = "{\"a\":\"äöü €\"}";

    private final BodyReader reader = new BodyReader(LIMIT);

    @Test
    void undoesContentEncodings() throws IOException {
        byte[] bytes = TEXT.getBytes(StandardCharsets.UTF_8);

        assertThat(read(gzip(bytes), false, "gzip", null)).isEqualTo(whole(TEXT));
        assertThat(read(gzip(bytes), false, " X-GZIP ", null)).isEqualTo(whole(TEXT));
        assertThat(read(deflate(bytes, false), false, "deflate", null)).isEqualTo(whole(TEXT));
        assertThat(read(deflate(bytes, true), false, "deflate", null)).isEqualTo(whole(TEXT));
        assertThat(read(bytes, false, "identity", null)).isEqualTo(whole(TEXT));
    }

    @ParameterizedTest
    @CsvSource({"br", "zstd", "'gzip, br'", "nonsense"})
    void leavesOutWhatIsEncodedOtherwise(String encoding) {
        assertThat(read(new byte[] {1, 2, 3}, false, encoding, null))
                .isEqualTo(BodyText.omitted(Omission.CONTENT_ENCODING));
    }

    @Test
    void leavesOutWhatIsNotEncodedAsItSays() {
        byte[] plain = TEXT.getBytes(StandardCharsets.UTF_8);

        assertThat(read(plain, false, "gzip", null)).isEqualTo(BodyText.omitted(Omission.CONTENT_ENCODING));
        assertThat(read(plain, false, "deflate", null)).isEqualTo(BodyText.omitted(Omission.CONTENT_ENCODING));
    }

    @Test
    void inflatesNoFurtherThanTheLimit() throws IOException {
        byte[] bomb = gzip(new byte[50 << 20]);

        BodyText zeros = read(bomb, false, "gzip", null);
        BodyText spaces = read(gzip(" ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8)), false, "gzip", null);

        assertThat(zeros.omission()).isEqualTo(Omission.BINARY);
        assertThat(spaces).isEqualTo(new BodyText(" ".repeat(LIMIT), true, null));
    }

    @Test
    void readsEncodedBodiesAsFarAsTheyAreThere() throws IOException {
        byte[] whole = gzip("0123456789".repeat(50).getBytes(StandardCharsets.UTF_8));

        BodyText part = read(Arrays.copyOf(whole, whole.length - 12), true, "gzip", null);

        assertThat(part.isTruncated()).isTrue();
        assertThat("0123456789".repeat(50)).startsWith(String.valueOf(part.text()));
    }

    @Test
    void readsCharsets() {
        byte[] latin = "äöü".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(read(latin, false, null, "text/plain; charset=\"ISO-8859-1\""))
                .isEqualTo(whole("äöü"));
        assertThat(read("äöü".getBytes(StandardCharsets.UTF_16), false, null, "text/plain;Charset=utf-16;x=y"))
                .isEqualTo(whole("äöü"));
        assertThat(read("äöü".getBytes(StandardCharsets.UTF_8), false, null, "text/plain; charset=no such"))
                .isEqualTo(whole("äöü"));
        assertThat(read("\ufffd".getBytes(StandardCharsets.UTF_8), false, null, "text/plain; charset=utf-8"))
                .isEqualTo(whole("\ufffd"));
    }

    @Test
    void leavesOutWhatIsNoText() {
        assertThat(read(new byte[] {(byte) 0xFF, (byte) 0xFE, 1}, false, null, "text/plain"))
                .isEqualTo(BodyText.omitted(Omission.BINARY));
        assertThat(read(new byte[] {'a', 0, 'b'}, false, null, null)).isEqualTo(BodyText.omitted(Omission.BINARY));
    }

    @Test
    void cutsNoCharacterInTwo() {
        byte[] euro = "a€".getBytes(StandardCharsets.UTF_8);

        assertThat(read(Arrays.copyOf(euro, 3), true, null, null)).isEqualTo(new BodyText("a", true, null));
        assertThat(read(Arrays.copyOf(euro, 3), false, null, null)).isEqualTo(BodyText.omitted(Omission.BINARY));
    }

    private BodyText read(byte[] bytes, boolean truncated, @Nullable String encoding, @Nullable String type) {
        var head = new FieldLines();
        if (encoding != null) {
            head.accept("content-encoding", encoding);
        }
        if (type != null) {
            head.accept("content-type", type);
        }
        return reader.read(new BodySnapshot(bytes, truncated, null), head);
    }

    private static BodyText whole(String text) {
        return new BodyText(text, false, null);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] bytes, boolean bare) throws IOException {
        var out = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, bare);
        try (OutputStream stream = new DeflaterOutputStream(out, deflater)) {
            stream.write(bytes);
        }
        deflater.end();
        return out.toByteArray();
    }
}
