package io.sluice.record.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitedSourceTest {
    private static final String LINE = "{\"request\":{\"method\":\"get\",\"path\":\"/\"}}\n";

    @Test
    void endsAfterSoMany() throws Exception {
        assertThat(places(LINE.repeat(5), 3)).containsExactly("stdin:1", "stdin:2", "stdin:3");
    }

    @Test
    void endsWithItsSource() throws Exception {
        assertThat(places(LINE.repeat(2), 3)).containsExactly("stdin:1", "stdin:2");
    }

    private static List<String> places(String text, long limit) throws Exception {
        var lines = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        List<String> places = new ArrayList<>();
        try (var source = new LimitedSource(LineSource.of("stdin", lines), limit)) {
            for (List<Arrival> some = source.poll(Duration.ofSeconds(20));
                    some != null;
                    some = source.poll(Duration.ofSeconds(20))) {
                some.forEach(arrival -> places.add(arrival.place()));
            }
        }
        return places;
    }
}
