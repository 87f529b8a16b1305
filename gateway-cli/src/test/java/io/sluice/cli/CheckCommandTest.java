package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    @TempDir
    Path folder;

    @Test
    void saysWhatAConfigurationHolds() throws IOException {
        Path file = Samples.write(folder, 7114);

        RunCommand run = RunCommand.of("check", file.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains(file + ": ok, 1 listener, 4 routes, 1 cluster");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void acceptsTheConfigurationOfThisProject() {
        RunCommand run = RunCommand.of("check", "../zilla.yaml");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("ok, 1 listener, 6 routes, 1 cluster").doesNotContain("warning");
    }

    @Test
    void namesTheProblemAndItsPlace() throws IOException {
        Path file = Samples.writeBroken(folder);

        RunCommand run = RunCommand.of("check", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("broken.yaml:18:", "no binding named \"kafka_clint\" (did you mean \"kafka_client\"?)")
                .contains("1 error");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void namesEveryProblemAtOnce() throws IOException {
        Path file = folder.resolve("zilla.yaml");
        Files.writeString(
                file, Samples.TEXT.replace("PORT", "99999").replace("capability: fetch", "capability: fetsch"));

        RunCommand run = RunCommand.of("check", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("99999", "fetsch").containsPattern("\\d errors");
    }

    @Test
    void saysWhichFileIsMissing() {
        RunCommand run = RunCommand.of("check", folder.resolve("none.yaml").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("none.yaml: no such file");
    }

    @Test
    void showsAParameterThatTheConditionDoesNotHave() throws IOException {
        Path file = folder.resolve("zilla.yaml");
        Files.writeString(
                file, Samples.TEXT.replace("PORT", "0").replace("key: ${params.id}\n", "key: ${params.no}\n"));

        RunCommand run = RunCommand.of("check", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("params.no");
    }
}
