package io.sluice.record.recorder.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.record.recorder.DropReason;
import io.sluice.record.recorder.Recording;
import io.sluice.record.recorder.RecordingSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileSinkTest {
    @TempDir
    Path directory = Path.of("");

    private final Told told = new Told();

    @Test
    void appendsToAFileForEachHost() throws IOException {
        Path recordings = directory.resolve("a/b");
        for (String line : List.of("{1}", "{2}")) {
            try (var sink = new FileSink(FileSettings.in(recordings))) {
                sink.write(recording("https", "api.example.com:443", line), told);
                sink.write(recording("http", "localhost:8080", line), told);
                sink.write(recording("http", "API.example.com", line), told);
                sink.flush();
                assertThat(told.recorded).isEqualTo(line.equals("{1}") ? 3 : 6);
            }
        }

        assertThat(lines(recordings, "api.example.com-recordings.jsonl")).containsExactly("{1}", "{1}", "{2}", "{2}");
        assertThat(lines(recordings, "localhost:8080-recordings.jsonl")).containsExactly("{1}", "{2}");
        assertThat(files(recordings)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../../etc/passwd | _.___.._etc_passwd",
                "..               | _.",
                ".hidden          | _hidden",
                "a b\u0000c       | a_b_c",
                "[::1]:8080       | [::1]:8080",
                "ä                | _",
                "http://x         | http:__x",
            })
    void hostsNeverLeaveTheDirectory(String host, String file) throws IOException {
        try (var sink = new FileSink(FileSettings.in(directory))) {
            sink.write(recording("http", host, "{}"), told);
        }

        assertThat(files(directory)).hasSize(1).allMatch(name -> name.endsWith("-recordings.jsonl"));
        assertThat(files(directory).get(0).substring(0, 1)).isEqualTo(file.substring(0, 1));
    }

    @Test
    void hostsHaveFilesUpToABound() throws IOException {
        Files.writeString(directory.resolve("old-recordings.jsonl"), "{}\n");
        try (var sink = new FileSink(new FileSettings(directory, 0, 0, 41))) {
            for (int i = 0; i < 100; i++) {
                sink.write(recording("http", "h" + i, "{" + i + "}"), told);
                sink.write(recording("http", "h0", "{again}"), told);
            }
        }

        assertThat(files(directory))
                .hasSize(42)
                .contains("h39-recordings.jsonl")
                .doesNotContain("h40-recordings.jsonl");
        assertThat(lines(directory, FileNames.OTHERS)).hasSize(60);
        assertThat(lines(directory, "h0-recordings.jsonl")).hasSize(101);
        assertThat(told.recorded).isEqualTo(200);
    }

    @Test
    void endsTheLineThatAKilledWriterLeft() throws IOException {
        Files.writeString(directory.resolve("h-recordings.jsonl"), "{1}\n{2");
        try (var sink = new FileSink(FileSettings.in(directory))) {
            sink.write(recording("http", "h", "{3}"), told);
        }

        assertThat(lines(directory, "h-recordings.jsonl")).containsExactly("{1}", "{2", "{3}");
    }

    @Test
    void beginsAnewWhatOthersHaveMovedAway() throws IOException {
        try (var sink = new FileSink(FileSettings.in(directory))) {
            sink.write(recording("http", "h", "{1}"), told);
            sink.flush();
            Files.move(directory.resolve("h-recordings.jsonl"), directory.resolve("moved"));
            sink.write(recording("http", "h", "{2}"), told);
            sink.flush();
            sink.write(recording("http", "h", "{3}"), told);
        }

        assertThat(lines(directory, "moved")).containsExactly("{1}", "{2}");
        assertThat(lines(directory, "h-recordings.jsonl")).containsExactly("{3}");
    }

    @Test
    void movesFullFilesAwayAndKeepsSome() throws IOException {
        try (var sink = new FileSink(new FileSettings(directory, 8, 2, 10))) {
            for (int i = 0; i < 9; i++) {
                sink.write(recording("http", "h", "{" + i + "}"), told);
            }
            sink.write(recording("http", "h", "{too long for any}"), told);
        }

        assertThat(files(directory))
                .containsExactly("h-recordings.jsonl", "h-recordings.jsonl.1", "h-recordings.jsonl.2");
        assertThat(lines(directory, "h-recordings.jsonl")).containsExactly("{too long for any}");
        assertThat(lines(directory, "h-recordings.jsonl.1")).containsExactly("{8}");
        assertThat(lines(directory, "h-recordings.jsonl.2")).containsExactly("{6}", "{7}");
        assertThat(told.recorded).isEqualTo(10);
    }

    @Test
    void keepsNoFileThatIsFullIfItIsToldSo() throws IOException {
        try (var sink = new FileSink(new FileSettings(directory, 8, 0, 10))) {
            for (int i = 0; i < 3; i++) {
                sink.write(recording("http", "h", "{" + i + "}"), told);
            }
        }

        assertThat(files(directory)).containsExactly("h-recordings.jsonl");
        assertThat(lines(directory, "h-recordings.jsonl")).containsExactly("{2}");
    }

    @Test
    void saysThatAFileCannotBeWritten() throws IOException {
        Files.createDirectory(directory.resolve("h-recordings.jsonl"));
        try (var sink = new FileSink(FileSettings.in(directory))) {
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> sink.write(recording("http", "h", "{}"), told));
            sink.write(recording("http", "other", "{}"), told);
        }

        assertThat(told.recorded).isOne();
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new FileSettings(directory, -1, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new FileSettings(directory, 0, -1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new FileSettings(directory, 0, 0, 0));
    }

    @Test
    void writesLinesToAStream() throws IOException {
        var out = new ByteArrayOutputStream();
        var sink = new StdoutSink(out);

        sink.write(recording("http", "h", "{1}"), told);
        sink.flush();
        sink.write(recording("http", "h", "{2}"), told);
        sink.close();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{1}\n{2}\n");
    }

    private static List<String> lines(Path directory, String name) throws IOException {
        return Files.readAllLines(directory.resolve(name));
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    private static Recording recording(String protocol, String host, String json) {
        return new Made(protocol, host, json.getBytes(StandardCharsets.UTF_8));
    }

    /** Counts what it is told. */
    private static final class Told implements RecordingSink.Receipts {
        long recorded;

        @Override
        public void recorded(long count) {
            recorded += count;
        }

        @Override
        public void dropped(DropReason reason, long count) {
            throw new AssertionError(reason);
        }

        @Override
        public void truncated() {
            throw new AssertionError("nothing was");
        }
    }

    /** A recording of which only the host and the text matter. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Made(String protocol, String host, byte[] json) implements Recording {
        @Override
        public String method() {
            return "get";
        }

        @Override
        public String pathname() {
            return "/";
        }

        @Override
        public String route() {
            return "none";
        }

        @Override
        public String identity() {
            return "";
        }

        @Override
        public @Nullable String header(String name) {
            return null;
        }

        @Override
        public int status() {
            return 200;
        }

        @Override
        public long requestMillis() {
            return 0;
        }

        @Override
        public String requestId() {
            return "id";
        }

        @Override
        public @Nullable String traceId() {
            return null;
        }

        @Override
        public @Nullable String traceParent() {
            return null;
        }

        @Override
        public int size() {
            return json.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(json);
        }

        @Override
        public byte[] jsonWithoutBodies() {
            return json;
        }
    }
}
