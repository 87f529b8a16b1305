package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Metrics in the text format of Prometheus, read as strictly as its documentation allows. Immutable. */
final class Scrape {
    private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.*)");
    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([-+.0-9eE]+|NaN|[+-]Inf)");
    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\n]|\\\\[\"\\\\n])*)\",?");
    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");

    private final Map<String, String> types = new HashMap<>();
    private final Map<String, Double> samples = new LinkedHashMap<>();

    private Scrape() {}

    /** Reads a whole answer, and fails at the first line that Prometheus would not take. */
    static Scrape of(String text) {
        var scrape = new Scrape();
        assertThat(text).endsWith("\n");
        text.lines().forEach(scrape::line);
        return scrape;
    }

    private void line(String line) {
        if (line.startsWith("#")) {
            Matcher comment = COMMENT.matcher(line);
            assertThat(comment.matches()).as(line).isTrue();
            if (comment.group(1).equals("TYPE")) {
                assertThat(TYPES).as(line).contains(comment.group(3));
                assertThat(types.put(comment.group(2), comment.group(3)))
                        .as(line)
                        .isNull();
            }
            return;
        }
        Matcher sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as(line).isTrue();
        String labels = sample.group(2) == null ? "" : sample.group(2);
        assertThat(LABEL.matcher(labels).replaceAll("")).as(line).isEmpty();
        assertThat(family(sample.group(1))).as("type of " + line).isTrue();
        double value = Double.parseDouble(sample.group(3).replace("Inf", "Infinity"));
        assertThat(samples.put(sample.group(1) + '{' + labels + '}', value))
                .as(line)
                .isNull();
    }

    private boolean family(String name) {
        return types.containsKey(name) || types.containsKey(name.replaceAll("_(bucket|sum|count|total)$", ""));
    }

    /** The sum of the samples of a name whose labels contain all of these, written {@code name="value"}. */
    double sum(String name, String... labels) {
        return samples.entrySet().stream()
                .filter(sample -> sample.getKey().startsWith(name + '{'))
                .filter(sample -> Set.of(labels).stream().allMatch(sample.getKey()::contains))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** The number of samples whose name starts so. */
    long count(String name) {
        return samples.keySet().stream().filter(key -> key.startsWith(name)).count();
    }

    /** Every name with its labels. */
    Set<String> series() {
        return samples.keySet();
    }
}
