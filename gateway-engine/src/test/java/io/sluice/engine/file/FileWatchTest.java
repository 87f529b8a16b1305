package io.sluice.engine.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWatchTest {
    private final AtomicInteger changes = new AtomicInteger();

    @TempDir
    private Path folder;

    @Test
    void tellsOfWhatIsWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "1");
        try (var watch = FileWatch.every(Duration.ofMillis(5));
                var registration = watch.add(() -> List.of(file), changes::incrementAndGet)) {
            assertThat(registration).isNotNull();
            Files.writeString(file, "22");

            await().untilAsserted(() -> assertThat(changes).hasValue(1));
        }
    }

    @Test
    void tellsOfALinkThatLeadsElsewhere() throws IOException {
        Path first = Files.writeString(folder.resolve("first"), "1");
        Path second = Files.writeString(folder.resolve("second"), "1");
        Path link = Files.createSymbolicLink(folder.resolve("link"), first);
        try (var watch = FileWatch.every(Duration.ofMillis(5));
                var registration = watch.add(() -> List.of(link), changes::incrementAndGet)) {
            assertThat(registration).isNotNull();
            Path next = Files.createSymbolicLink(folder.resolve("next"), second);
            Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);

            await().untilAsserted(() -> assertThat(changes).hasValue(1));
        }
    }

    @Test
    void goesOnAfterAListenerHasFailed() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "1");
        try (var watch = FileWatch.every(Duration.ofMillis(5));
                var registration = watch.add(() -> List.of(file), () -> {
                    changes.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                })) {
            assertThat(registration).isNotNull();
            Files.delete(file);
            await().untilAsserted(() -> assertThat(changes).hasValue(1));
            Files.writeString(file, "333");

            await().untilAsserted(() -> assertThat(changes).hasValue(2));
        }
    }

    @Test
    void saysNoMoreAfterTheRegistrationIsClosed() throws IOException {
        Path gone = Files.writeString(folder.resolve("a"), "1");
        Path kept = Files.writeString(folder.resolve("b"), "1");
        var others = new AtomicInteger();
        try (var watch = FileWatch.every(Duration.ofMillis(5));
                var registration = watch.add(() -> List.of(kept), others::incrementAndGet)) {
            assertThat(registration).isNotNull();
            watch.add(() -> List.of(gone), changes::incrementAndGet).close();
            Files.writeString(gone, "22");
            Files.writeString(kept, "22");

            await().untilAsserted(() -> assertThat(others).hasValue(1));
            assertThat(changes).hasValue(0);
        }
    }
}
