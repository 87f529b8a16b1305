package io.sluice.cli.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.cli.e2e.RawConnection;
import io.sluice.cli.e2e.TestKafka;
import io.sluice.record.openapi.DocumentFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Recordings in a topic and in files, and the documents that are built of both. */
class RecordTopicIT {
    private final TestKafka kafka = TestKafka.shared();

    @TempDir
    Path folder;

    @Test
    void recordsToATopicAndToFilesThatDocumentsAreBuiltOf() throws IOException {
        String topic = kafka.plain("http_recordings", 1);
        Path logs = folder.resolve("logs");
        int port = record(topic, logs);

        String file = logs.resolve("localhost:" + port + "-recordings.jsonl").toString();
        assertThat(built("topic", "--source", "kafka:" + kafka.bootstrap() + "@" + topic, "--until-end"))
                .isEqualTo(built("file", "-i", file))
                .contains("/users/{userId}", "http://localhost:" + port);
    }

    /** Records one exchange and returns its server's port. */
    private int record(String topic, Path logs) throws IOException {
        byte[] answer = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
        try (RecordedUpstream upstream = RecordedUpstream.onLoopback(
                exchange -> RecordedUpstream.answer(exchange, 200, "application/json", answer))) {
            RecordServer server = start(
                    "--kafka", kafka.bootstrap(), "--topic", topic, "-l", logs.toString(), "--allow-host", "localhost");
            try (server;
                    var connection =
                            new RawConnection(URI.create(server.self().url()).getPort())) {
                connection.send(
                        "GET /http://localhost:" + upstream.port() + "/users/7 HTTP/1.1\r\nhost: localhost\r\n\r\n");
                assertThat(connection.read().status()).isEqualTo(200);
            }
            assertThat(server.figures().recorded()).isEqualTo(1);
            assertThat(server.figures().allDropped()).isZero();
            return upstream.port();
        }
    }

    @Test
    void saysThatATopicCannotBeWrittenTo() {
        assertThatThrownBy(() -> start("--kafka", kafka.bootstrap(), "--topic", "no topic"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot write to topic no topic at " + kafka.bootstrap());
    }

    private RecordServer start(String... arguments) throws IOException {
        RecordOptions options = new RecordOptions();
        CommandLine.populateCommand(
                options,
                with(arguments, "-p", "0", "-s", folder.resolve("specs").toString()));
        return RecordServer.start(options.settings());
    }

    private static String[] with(String[] arguments, String... more) {
        String[] all = new String[arguments.length + more.length];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return all;
    }

    private String built(String name, String... source) throws IOException {
        Path document = folder.resolve(name + ".json");
        var err = new StringWriter();
        int exit = new CommandLine(new BuildCommand())
                .setErr(new PrintWriter(err))
                .execute(with(source, "-o", document.toString()));
        assertThat(exit).as(err.toString()).isZero();
        assertThat(DocumentFile.read(document).path("paths").size()).isEqualTo(1);
        return Files.readString(document);
    }
}
