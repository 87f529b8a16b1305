package io.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.ConfigProblem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostileYamlTest {

    @Test
    void reportsNestingThatIsTooDeep() {
        String text = "name: " + "[".repeat(100_000);

        assertThat(problems(text)).singleElement().asString().endsWith("nested deeper than 48 levels");
    }

    @Test
    void reportsBlockNestingThatIsTooDeep() {
        StringBuilder text = new StringBuilder();
        for (int level = 0; level < 60; level++) {
            text.append(" ".repeat(level)).append("a:\n");
        }

        assertThat(problems(text.toString())).singleElement().asString().contains("nested deeper than");
    }

    @Test
    void reportsAliasesThatExpandWithoutEnd() {
        StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int level = 1; level < 9; level++) {
            String alias = "*a" + (level - 1);
            text.append("a%d: &a%d [%s]\n"
                    .formatted(
                            level,
                            level,
                            String.join(", ", List.of(alias, alias, alias, alias, alias, alias, alias, alias, alias))));
        }

        assertThat(problems(text.toString())).singleElement().asString().contains("aliases expand to more than 100000");
    }

    @Test
    void reportsMergesThatExpandWithoutEnd() {
        StringBuilder text = new StringBuilder("a0: &a0 {x: y}\n");
        for (int level = 1; level < 40; level++) {
            text.append("a%d: &a%d {<<: [*a%d, *a%d]}\n".formatted(level, level, level - 1, level - 1));
        }

        assertThat(problems(text.toString()))
                .singleElement()
                .asString()
                .containsAnyOf("aliases expand", "nests too deep");
    }

    @Test
    void reportsAnAliasToWhatItIsPartOf() {
        assertThat(problems("name: &a [*a]\n")).singleElement().asString().contains("part of");
    }

    @Test
    void reportsAMergeOfSomethingElse() {
        assertThat(problems("name: x\n<<: text\n"))
                .extracting(ConfigProblem::message)
                .contains("\"<<\" merges mappings, found a single value");
    }

    @Test
    void reportsAFileThatIsTooLong() {
        assertThat(problems("#".repeat(YamlDocuments.MAX_LENGTH + 1)))
                .singleElement()
                .asString()
                .contains("longer than");
    }

    @Test
    void reportsKeysThatAreNotScalars() {
        assertThat(problems("name: x\n[a, b]: c\n"))
                .extracting(ConfigProblem::message)
                .contains("a key must be a single value");
    }

    @Test
    void keepsControlCharactersOutOfMessages() {
        assertThat(problems("name: x\n\"\\e[31mred\\n\": c\n"))
                .extracting(ConfigProblem::toString)
                .noneMatch(line -> line.contains("\u001b") || line.contains("\n"));
    }

    private static List<ConfigProblem> problems(String text) {
        return ConfigReader.read("zilla.yaml", text, Map.of()).problems();
    }
}
