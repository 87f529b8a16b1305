package io.sluice.config.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.InvalidConfigException;
import io.sluice.config.fold.TopologyText;
import io.sluice.config.load.GatewayModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Thousands of damaged files: each is loaded or rejected with problems, and never ends in another exception. */
class MutatedConfigTest {
    private static final long SEED = 20_260_301;
    private static final int ROUNDS = 6_000;
    private static final String[] SNIPPETS = {
        ": ",
        "- ",
        "\n",
        "  ",
        "{",
        "}",
        "[",
        "]",
        "&a ",
        "*a",
        "<<: ",
        "${{env.",
        "}}",
        "null",
        "~",
        "\"",
        "'",
        "|\n",
        "---\n",
        "0",
        "-1",
        "99999999999999999999",
        "!!str ",
        "\t",
        "#",
        "?",
        "exit: ",
        "%",
        "\u0000",
        "\ud83d"
    };

    @Test
    void everyMutationLoadsOrIsRejectedWithProblems() throws IOException {
        List<String> originals = originals();
        Random random = new Random(SEED);
        int loaded = 0;
        int rejected = 0;

        for (int round = 0; round < ROUNDS; round++) {
            String text = originals.get(random.nextInt(originals.size()));
            for (int times = 1 + random.nextInt(3); times > 0; times--) {
                text = mutate(text, random);
            }
            if (loads(text)) {
                loaded++;
            } else {
                rejected++;
            }
        }

        assertThat(loaded).isPositive();
        assertThat(rejected).isPositive();
    }

    private static boolean loads(String text) {
        try {
            GatewayModel.Loaded loaded =
                    GatewayModel.load("zilla.yaml", text, Map.of("KAFKA_BOOTSTRAP_SERVER", "localhost:9092"));
            assertThat(TopologyText.of(loaded.topology())).startsWith("listener ");
            return true;
        } catch (InvalidConfigException e) {
            assertThat(e.problems()).isNotEmpty();
            return false;
        }
    }

    private static String mutate(String text, Random random) {
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(40));
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, from) + text.substring(to);
            case 1 -> text.substring(0, from) + SNIPPETS[random.nextInt(SNIPPETS.length)] + text.substring(from);
            case 2 -> text.substring(0, to) + text.substring(from, to) + text.substring(to);
            case 3 -> moveLine(text, random);
            default ->
                text.substring(0, from) + (char) random.nextInt(0x250) + text.substring(to > from ? from + 1 : from);
        };
    }

    private static String moveLine(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        if (lines.isEmpty()) {
            return "name: x\n";
        }
        String line = lines.remove(random.nextInt(lines.size()));
        lines.add(random.nextInt(lines.size() + 1), line);
        return String.join("\n", lines) + "\n";
    }

    private static List<String> originals() throws IOException {
        List<String> originals = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/compile"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".in.yaml"))
                    .sorted()
                    .toList()) {
                originals.add(Files.readString(file));
            }
        }
        return originals;
    }
}
