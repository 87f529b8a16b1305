package io.sluice.config.yaml;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigProblem;
import io.sluice.config.NamespaceConfig;
import io.sluice.config.TcpServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
    @TempDir
    private Path folder;

    @Test
    void readsAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("zilla.yaml"), "name: example\n");

        ReadResult result = ConfigReader.read(file);

        assertThat(result.isComplete()).isTrue();
        assertThat(result.config().namespaces())
                .extracting(NamespaceConfig::name)
                .containsExactly("example");
    }

    @Test
    void reportsAFileThatIsNotText() throws IOException {
        Path file = Files.write(folder.resolve("zilla.yaml"), new byte[] {(byte) 0xc3, 0x28});

        ReadResult result = ConfigReader.read(file, Map.of());

        assertThat(result.isComplete()).isFalse();
        assertThat(result.problems()).singleElement().asString().contains("not UTF-8");
    }

    @Test
    void reportsAFileThatIsTooLong() throws IOException {
        Path file = Files.write(folder.resolve("zilla.yaml"), new byte[4 * YamlDocuments.MAX_LENGTH + 1]);

        ReadResult result = ConfigReader.read(file, Map.of());

        assertThat(result.problems()).singleElement().asString().contains("longer than");
    }

    @Test
    void failsWithoutAFile() {
        Path file = folder.resolve("absent.yaml");

        assertThatThrownBy(() -> ConfigReader.read(file, Map.of())).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void placesScalarsAtThemselvesAndCollectionsAtTheirKey() {
        ReadResult result = ConfigReader.read("zilla.yaml", """
                name: example
                bindings:
                  tcp0:
                    type: tcp
                    kind: server
                    options:
                      host: localhost
                      port: 1
                    exit: http0
                """, Map.of());

        TcpServerConfig server = (TcpServerConfig)
                requireNonNull(result.config().namespaces().get(0).bindings().get("tcp0"));
        assertThat(server.at()).hasToString("zilla.yaml:3:3");
        assertThat(server.at().path()).isEqualTo("bindings.tcp0");
        assertThat(server.host().at()).hasToString("zilla.yaml:7:13");
        assertThat(server.routes().get(0).exit().at().path()).isEqualTo("bindings.tcp0.exit");
    }

    @Test
    void doesNotResolveWhatAVariableHolds() {
        ReadResult result =
                ConfigReader.read("zilla.yaml", "name: ${{env.A}}\n", Map.of("A", "${{env.B}}: [", "B", "b"));

        assertThat(result.config().namespaces())
                .extracting(NamespaceConfig::name)
                .containsExactly("${{env.B}}: [");
    }

    @Test
    void rejectsTwoDocumentsOfOneName() {
        ReadResult result = ConfigReader.read("zilla.yaml", "name: a\n---\nname: a\n", Map.of());

        assertThat(result.problems())
                .extracting(ConfigProblem::message)
                .containsExactly("another document has the name \"a\"");
    }
}
