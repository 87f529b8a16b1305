package io.sluice.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard asks for nothing that is not documented. */
class DashboardTest {
    private static final Pattern METRIC = Pattern.compile("\\b((?:sluice|http)_[a-z_]+)\\{");

    @Test
    void showsMetricsThatAreDocumented() throws IOException {
        String documented = Files.readString(Path.of("../docs/operating.md"));
        var panels = new ObjectMapper()
                .readTree(Path.of("src/grafana/sluice.json").toFile())
                .get("panels");
        int shown = 0;
        for (var expression : panels.findValuesAsText("expr")) {
            var metric = METRIC.matcher(expression);
            while (metric.find()) {
                String name = metric.group(1).replaceFirst("_(bucket|count|sum)$", "");
                assertThat(documented).as(expression).contains('`' + name + '`');
                shown++;
            }
        }
        assertThat(shown).isGreaterThan(20);
    }
}
