package io.sluice.cli.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.sluice.config.InvalidConfigException;
import io.sluice.config.fold.Topology;
import io.sluice.config.load.GatewayModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {

    @TempDir
    private Path folder;

    private static Topology topology(String options) {
        return GatewayModel.load("zilla.yaml", """
                name: test
                bindings:
                  tcp_server: {type: tcp, kind: server, options: {host: 127.0.0.1, port: 0}, exit: http_server}
                  http_server: {type: http, kind: server, exit: http_kafka}
                  http_kafka:
                    type: http-kafka
                    kind: proxy
                    routes: [{exit: client, with: {capability: produce, topic: items}}]
                  client: {type: kafka, kind: client, options: {servers: ["127.0.0.1:9092"]}}
                telemetry:
                  exporters:
                    recordings:
                      type: http-types
                      options:
                """ + options.indent(8), Map.of())
                .topology();
    }

    @Test
    void saysWhichPathOrExpressionCannotBeUsed() {
        Topology topology = topology("""
                sink: {type: stdout}
                redact:
                  json: [$.fine, "$.a["]
                  values: ["[0-9]+", "(", "x*"]
                """);

        assertThatThrownBy(() -> Recordings.check(topology))
                .asInstanceOf(type(InvalidConfigException.class))
                .satisfies(failure -> assertThat(failure.problems())
                        .extracting(problem -> problem.at().path())
                        .containsExactly(
                                "telemetry.exporters.recordings.options.redact.json[1]",
                                "telemetry.exporters.recordings.options.redact.values[1]",
                                "telemetry.exporters.recordings.options.redact.values[2]"));
    }

    @Test
    void saysThatAFolderCannotBeWritten() throws Exception {
        Files.writeString(folder.resolve("file"), "in the way");
        Topology topology = topology("sink: {type: file, directory: file}");

        assertThatThrownBy(() -> Recordings.open(
                        topology,
                        config -> {
                            throw new AssertionError("no cluster is needed");
                        },
                        folder,
                        "me"))
                .asInstanceOf(type(InvalidConfigException.class))
                .satisfies(failure -> assertThat(failure.problems())
                        .singleElement()
                        .satisfies(problem ->
                                assertThat(problem.toString()).contains("sink.directory: cannot write there: ")));
    }

    @Test
    void recordsTheServersOfTheNamespace() {
        Topology topology = topology("sink: {type: file, directory: made/here}");

        try (Recordings recordings = Recordings.open(
                topology,
                config -> {
                    throw new AssertionError("no cluster is needed");
                },
                folder,
                "me")) {
            assertThat(recordings.of(topology.listeners().get(0).http().name())).hasSize(1);
            assertThat(recordings.dropped()).isZero();
        }
        assertThat(folder.resolve("made/here")).isDirectory();
    }
}
