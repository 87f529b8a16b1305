package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    @TempDir
    Path folder;

    @Test
    void showsListenersRoutesTopicsAndClusters() throws IOException {
        Path file = Samples.write(folder, 7114);

        RunCommand run = RunCommand.of("explain", file.toString());

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("127.0.0.1:7114", "/items/{id}", "items", "orders", "answers", "127.0.0.1:1");
    }

    @Test
    void doesNotExplainWhatIsWrong() throws IOException {
        Path file = Samples.writeBroken(folder);

        RunCommand run = RunCommand.of("explain", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("kafka_clint");
    }
}
