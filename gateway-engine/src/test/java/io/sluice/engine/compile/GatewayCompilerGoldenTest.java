package io.sluice.engine.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigProblem;
import io.sluice.config.InvalidConfigException;
import io.sluice.engine.Gateway;
import io.sluice.engine.spi.FakeCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compiles {@code src/test/resources/compile/<case>.yaml} and compares what the clusters are asked, or the problems, with
 * {@code <case>.txt}. {@code -Drecord=true} writes that file anew.
 */
class GatewayCompilerGoldenTest {

    @ParameterizedTest
    @ValueSource(strings = {"correlated", "crud", "guards", "expressions", "follow-up", "conditions"})
    void compiles(String name) throws IOException {
        Path expected = Path.of("src/test/resources/compile/" + name + ".txt");

        String outcome = outcome(name);

        if (Boolean.getBoolean("record")) {
            Files.writeString(expected, outcome);
        }
        assertThat(outcome).isEqualTo(Files.readString(expected));
    }

    private static String outcome(String name) {
        var clusters = new ArrayList<FakeCluster>();
        List<String> events = new ArrayList<>();
        try (Gateway gateway = Configs.compile(name, config -> {
            clusters.add(new FakeCluster(config.name().name(), events));
            return clusters.get(clusters.size() - 1);
        })) {
            Stream<String> warnings = gateway.warnings().stream().map(ConfigProblem::toString);
            Stream<String> specs = clusters.stream()
                    .flatMap(cluster -> cluster.specs().stream())
                    .map(Object::toString);
            return Stream.concat(warnings, specs).collect(Collectors.joining("\n", "", "\n"));
        } catch (InvalidConfigException e) {
            assertThat(events).containsExactly("close kafka");
            return e.getMessage() + "\n";
        }
    }
}
