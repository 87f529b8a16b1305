package io.sluice.config.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigProblem;
import io.sluice.config.InvalidConfigException;
import io.sluice.config.fold.TopologyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Golden pairs: each {@code <case>.in.yaml} has its {@code .model.txt} or {@code .problems.txt}. Recorded again by
 * {@code -Drecord=true}; what changed is then for the reviewer to see.
 */
class CompileGoldenTest {
    static final Map<String, String> ENVIRONMENT = Map.of(
            "KAFKA_BOOTSTRAP_SERVER", "broker.example.net:9092",
            "SCHEMA_REGISTRY_SERVER", "registry.example.net:8081",
            "SASL_USERNAME", "user",
            "SASL_PASSWORD", "pass-never-shown",
            "KEYSTORE_PASSWORD", "generated",
            "KAFKA_SASL_TOKEN", "token",
            "PORT", "7200");
    private static final Path CASES = Path.of("src/test/resources/compile");
    private static final String INPUT = ".in.yaml";

    static List<String> cases() throws IOException {
        try (Stream<Path> files = Files.list(CASES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(INPUT))
                    .map(name -> name.substring(0, name.length() - INPUT.length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void compilesAsRecorded(String name) throws IOException {
        String text = Files.readString(CASES.resolve(name + INPUT));
        Path model = CASES.resolve(name + ".model.txt");
        Path problems = CASES.resolve(name + ".problems.txt");

        Outcome outcome = compile(text);

        if (Boolean.getBoolean("record")) {
            Files.deleteIfExists(outcome.isValid() ? problems : model);
            Files.writeString(outcome.isValid() ? model : problems, outcome.text());
        }
        assertThat(outcome.isValid()).isEqualTo(Files.exists(model));
        assertThat(outcome.text()).isEqualTo(Files.readString(outcome.isValid() ? model : problems));
        assertThat(outcome.text()).doesNotContain("pass-never-shown");
    }

    private static Outcome compile(String text) {
        try {
            GatewayModel.Loaded loaded = GatewayModel.load("zilla.yaml", text, ENVIRONMENT);
            return new Outcome(true, lines(loaded.warnings()) + TopologyText.of(loaded.topology()));
        } catch (InvalidConfigException e) {
            return new Outcome(false, lines(e.problems()));
        }
    }

    private static String lines(List<ConfigProblem> problems) {
        return problems.stream().map(problem -> problem + "\n").collect(Collectors.joining());
    }

    private record Outcome(boolean isValid, String text) {}
}
