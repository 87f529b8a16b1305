package io.sluice.record.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineSourceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String GOOD = "{\"request\":{\"method\":\"get\",\"path\":\"/%d\"}}";

    @TempDir
    Path folder;

    @Test
    void keepsTheOrderAndTellsThePlaceOfWhatItSkips() throws Exception {
        var text = new StringBuilder();
        for (int i = 1; i <= 3_000; i++) {
            text.append(i % 1_000 == 0 ? "bad" : GOOD.formatted(i)).append(i % 2 == 0 ? "\r\n" : "\n");
        }
        Path file = Files.writeString(folder.resolve("a.jsonl"), text + "\n  \n" + GOOD.formatted(0));

        List<Arrival> all = all(LineSource.open(file));

        assertThat(all).hasSize(3_001);
        assertThat(all.get(41).place()).isEqualTo("a.jsonl:42");
        assertThat(path(all.get(41))).isEqualTo("/42");
        assertThat(all.get(1_999).problem()).startsWith("not valid JSON");
        assertThat(all.get(3_000).place()).isEqualTo("a.jsonl:3003");
    }

    @Test
    void knowsHowMuchOfAFileIsLeft() throws Exception {
        Path file = Files.writeString(folder.resolve("a.jsonl"), GOOD);
        try (ExchangeSource source = LineSource.open(file)) {
            assertThat(source.lag()).isEqualTo(Files.size(file));

            List<Arrival> first = source.poll(PATIENCE);

            assertThat(first).hasSize(1);
            assertThat(source.lag()).isZero();
            assertThat(source.poll(PATIENCE)).isNull();
            assertThat(source.poll(PATIENCE)).isNull();
        }
    }

    @Test
    void handsOutLinesOfAStreamThatStaysOpen() throws Exception {
        try (var out = new PipedOutputStream();
                ExchangeSource source = LineSource.of("stdin", new PipedInputStream(out))) {
            out.write((GOOD.formatted(1) + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();

            assertThat(source.poll(PATIENCE)).hasSize(1);
            assertThat(source.poll(Duration.ofMillis(1))).isEmpty();
            assertThat(source.lag()).isEqualTo(-1);
        }
    }

    @Test
    void failsWhenTheStreamFails() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                throw new IOException("broken");
            }
        };

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> all(LineSource.of("stdin", broken)))
                .withMessage("broken");
    }

    @Test
    void passesOverLinesThatAreTooLong() throws IOException {
        String text = "x".repeat(70_000) + "\n" + "y".repeat(9) + "\n" + "z".repeat(11) + "\nend";
        var lines = new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 10);

        assertThat(lines.next()).isSameAs(LineReader.TOO_LONG);
        assertThat(lines.next()).hasSize(9);
        assertThat(lines.next()).isSameAs(LineReader.TOO_LONG);
        assertThat(lines.next()).isEqualTo("end".getBytes(StandardCharsets.UTF_8));
        assertThat(lines.next()).isNull();
        assertThat(lines.number()).isEqualTo(4);
    }

    @Test
    void joinsALineThatIsReadInSeveralPieces() throws IOException {
        String line = "a".repeat(200_000);
        var lines = new LineReader(
                new ByteArrayInputStream((line + "\r\nb").getBytes(StandardCharsets.UTF_8)), LineSource.MAX_LINE);

        assertThat(lines.next()).hasSize(200_000);
        assertThat(lines.next()).hasSize(1);
    }

    @Test
    void readsHar() throws Exception {
        String entry = """
                {"startedDateTime":"2024-05-01T10:00:00.000Z","time":12.5,
                 "request":{"method":"POST","url":"https://h/a?x=1","httpVersion":"HTTP/2",
                  "headers":[{"name":":path","value":"/a"},{"name":"Content-Type","value":"text/plain"}],
                  "postData":{"params":[{"name":"a","value":"1 2"}]}},
                 "response":{"status":200,"headers":[],"content":{"mimeType":"application/json",
                  "encoding":"base64","text":"e30="}}}""";
        Path file = Files.writeString(
                folder.resolve("a.HAR"),
                "{\"log\":{\"version\":\"1.2\",\"creator\":{\"name\":\"x\"},\"entries\":[" + entry
                        + ",{\"request\":{}}," + entry.replace("\"status\":200", "\"status\":0") + "],\"more\":1}}");

        List<Arrival> all = all(LineSource.open(file));

        assertThat(all).hasSize(3);
        assertThat(String.valueOf(all.get(0).exchange()))
                .contains("method=post", "body=a=1+2", "path=/a?x=1", "host=h", "timestamp=2024-05-01T10:00:00.012500Z")
                .contains("status=200", "body={}", "durationMs=12.5", "httpVersion=HTTP/2")
                .doesNotContain(":path");
        assertThat(all.get(1).place()).isEqualTo("a.HAR#2");
        assertThat(all.get(1).problem()).isEqualTo("no request.method");
        assertThat(String.valueOf(all.get(2).exchange())).contains("response=null");
    }

    @Test
    void saysThatAFileIsNoHar() throws IOException {
        Path other = Files.writeString(folder.resolve("other.har"), "{\"log\":{\"x\":{}}}");
        Path cut = Files.writeString(folder.resolve("cut.har"), "{\"log\":{\"entries\":[{}");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> all(LineSource.open(other)))
                .withMessage("other.har is not HAR: it has no entries");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> all(LineSource.open(cut)))
                .withMessageContaining("cut.har is not valid HAR");
    }

    private static String path(Arrival arrival) {
        var exchange = arrival.exchange();
        return exchange == null ? "" : exchange.request().target().path();
    }

    private static List<Arrival> all(ExchangeSource opened) throws IOException, InterruptedException {
        try (ExchangeSource source = opened) {
            List<Arrival> all = new ArrayList<>();
            for (List<Arrival> some = source.poll(PATIENCE); some != null; some = source.poll(PATIENCE)) {
                all.addAll(some);
            }
            source.commit();
            return all;
        }
    }
}
