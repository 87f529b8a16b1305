package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesCommandTest {
    @TempDir
    Path folder;

    @Test
    void printsTheDocument() {
        RunCommand run = RunCommand.of("openapi", "routes", "-c", "../zilla.yaml");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("{\n  \"openapi\": \"3.1.0\"").contains("\"/items/{id}\": {");
    }

    @Test
    void writesYamlToAFileThatSaysSo() throws IOException {
        Path file = folder.resolve("api/openapi.yaml");

        RunCommand run = RunCommand.of("openapi", "routes", "-c", "../zilla.yaml", "-o", file.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(file)).startsWith("openapi: 3.1.0\n").contains("  /items/{id}:\n");
    }

    @Test
    void takesNoConfigurationThatCannotRun() throws IOException {
        Path file = Files.writeString(
                folder.resolve("zilla.yaml"), "name: test\nbindings: {a: {type: http, kind: server, exit: b}}\n");

        RunCommand run = RunCommand.of("openapi", "routes", "-c", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("no binding named \"b\"");
    }
}
