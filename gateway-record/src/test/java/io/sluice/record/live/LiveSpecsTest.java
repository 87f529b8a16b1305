package io.sluice.record.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.record.openapi.DocumentFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveSpecsTest {
    private static final Duration NEVER = Duration.ofHours(1);

    @TempDir
    Path folder;

    @Test
    void writesADocumentForEachHostAtTheEnd() throws IOException {
        try (var specs = LiveSpecs.start(folder, SpecMode.GEN, NEVER)) {
            learn(specs, "a.test", "/users/1");
            learn(specs, "a.test", "/users/2");
            learn(specs, "b.test:81", "/items");
        }

        assertThat(paths("a.test_gen.json")).containsExactly("/users/{userId}");
        assertThat(paths("b.test:81_gen.json")).containsExactly("/items");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void keepsPathsAndBodiesToReplay() throws IOException {
        try (var specs = LiveSpecs.start(folder, SpecMode.REPLAY, NEVER)) {
            learn(specs, "a.test", "/users/1");
            learn(specs, "a.test", "/users/2");
        }

        assertThat(paths("a.test_replay.json")).containsExactly("/users/1", "/users/2");
        assertThat(Files.readString(folder.resolve("a.test_replay.json"))).contains("\"example\"", "\"ann\"");
    }

    @Test
    void mixesParametersAndExamples() throws IOException {
        try (var specs = LiveSpecs.start(folder, SpecMode.MIXED, NEVER)) {
            learn(specs, "a.test", "/users/1");
        }

        assertThat(paths("a.test_mixed.json")).containsExactly("/users/{userId}");
        assertThat(Files.readString(folder.resolve("a.test_mixed.json"))).contains("\"example\"");
    }

    @Test
    void beginsWithTheFileThatIsThere() throws IOException {
        try (var specs = LiveSpecs.start(folder, SpecMode.GEN, NEVER)) {
            learn(specs, "a.test", "/users/1");
        }
        try (var specs = LiveSpecs.start(folder, SpecMode.GEN, NEVER)) {
            learn(specs, "a.test", "/items");
        }

        assertThat(paths("a.test_gen.json")).containsExactlyInAnyOrder("/users/{userId}", "/items");
    }

    @Test
    void leavesAFileThatIsNoDocument() throws IOException {
        Path file = Files.writeString(folder.resolve("a.test_gen.json"), "{\"mine\":1}");

        try (var specs = LiveSpecs.start(folder, SpecMode.GEN, NEVER)) {
            learn(specs, "a.test", "/users/1");
            specs.learn("a.test", "nonsense".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(file).hasContent("{\"mine\":1}");
    }

    @Test
    void hostsCannotLeaveTheFolder() throws IOException {
        Path inner = Files.createDirectory(folder.resolve("inner"));

        try (var specs = LiveSpecs.start(inner, SpecMode.GEN, NEVER)) {
            learn(specs, "../evil", "/a");
        }

        assertThat(inner.resolve(".._evil_gen.json")).exists();
    }

    private Stream<String> paths(String file) throws IOException {
        JsonNode document = DocumentFile.read(folder.resolve(file));
        var names = Stream.<String>builder();
        document.path("paths").fieldNames().forEachRemaining(names);
        return names.build();
    }

    private static void learn(LiveSpecs specs, String host, String path) {
        String json = "{\"request\":{\"method\":\"get\",\"protocol\":\"http\",\"host\":\"h.test\",\"path\":\"" + path
                + "\",\"headers\":{}},\"response\":{\"statusCode\":200,\"headers\":{\"content-type\":\"application/json\"},"
                + "\"body\":\"{\\\"name\\\":\\\"ann\\\"}\"}}";
        specs.learn(host, json.getBytes(StandardCharsets.UTF_8));
    }
}
