package io.sluice.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class LineWriterTest {
    @TempDir
    private Path folder;

    @Test
    void writesEveryLineInOrderBeforeItCloses() {
        var out = new ByteArrayOutputStream();
        try (LineWriter writer = LineWriter.to("log", out)) {
            IntStream.range(0, 20_000).forEach(i -> writer.write(10, () -> "line " + i));
        }

        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactlyElementsOf(
                        IntStream.range(0, 20_000).mapToObj(i -> "line " + i).toList());
    }

    @Test
    void dropsAndCountsWhatItCannotKeepUpWith() throws InterruptedException {
        var blocked = new CountDownLatch(1);
        var reached = new CountDownLatch(1);
        var out = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                reached.countDown();
                try {
                    blocked.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        };
        try (LineWriter writer = LineWriter.to("log", out)) {
            writer.write(1, () -> "first");
            reached.await();

            IntStream.range(0, 100).forEach(i -> writer.write(1 << 20, () -> "x"));

            assertThat(writer.dropped()).isEqualTo(92);
            blocked.countDown();
        }
    }

    @Test
    void goesOnWhenWritingWorksAgain() {
        var broken = new AtomicBoolean(true);
        var out = new ByteArrayOutputStream();
        LineWriter.Target target = new LineWriter.Target() {
            @Override
            public OutputStream stream() throws IOException {
                if (broken.get()) {
                    throw new IOException("disk full");
                }
                return out;
            }

            @Override
            public void close() {}
        };
        try (LineWriter writer = LineWriter.start("log", target)) {
            writer.write(5, () -> "lost");
            await().until(() -> writer.dropped() == 1);
            broken.set(false);
            writer.write(5, () -> "kept");
        }

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("kept\n");
    }

    @Test
    void beginsANewFileWhenTheOldOneWasMovedAway() throws IOException {
        Path file = folder.resolve("access.log");
        Path moved = folder.resolve("access.log.1");
        Files.writeString(file, "before\n");
        try (LineWriter writer = AccessLog.file(file)) {
            writer.write(5, () -> "one");
            await().until(() -> Files.readString(file).equals("before\none\n"));

            Files.move(file, moved);
            writer.write(5, () -> "two");
            await().until(() -> Files.exists(file) && Files.readString(file).equals("two\n"));
        }

        assertThat(moved).hasContent("before\none\n");
    }
}
