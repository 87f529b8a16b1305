package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WrkTest {
    @TempDir
    Path folder;

    @Test
    void writesJsonUnlessToldOtherwise() throws Exception {
        assertThat(script(Map.of("prefer", "respond-async")))
                .contains("headers[\"content-type\"] = \"application/json\"")
                .contains("headers[\"prefer\"] = \"respond-async\"")
                .contains("wrk.format(\"POST\", \"/a\", headers, body)");
        assertThat(script(Map.of("content-type", "text/plain")))
                .contains("headers[\"content-type\"] = \"text/plain\"")
                .doesNotContain("application/json");
    }

    private String script(Map<String, String> fields) throws Exception {
        return Files.readString(Wrk.writeScript(folder.resolve("a.lua"), "POST", List.of("/a"), "{}", fields));
    }
}
