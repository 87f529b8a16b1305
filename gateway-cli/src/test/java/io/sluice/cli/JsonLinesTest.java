package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {
    private final LoggerContext logback = new LoggerContext();

    private LoggingEvent event(String message, @Nullable Throwable failure) {
        return new LoggingEvent("x", logback.getLogger("io.sluice.Test"), Level.WARN, message, failure, null);
    }

    private static JsonNode line(LoggingEvent event) throws IOException {
        String text = new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
        assertThat(text.lines()).hasSize(1);
        assertThat(text).endsWith(System.lineSeparator());
        return new ObjectMapper().readTree(text);
    }

    @Test
    void writesMessageAndKeysOnOneLine() throws IOException {
        LoggingEvent event = event("topic is \"ready\"\n\u2028", null);
        event.addKeyValuePair(new KeyValuePair("topic", "items"));
        event.addKeyValuePair(new KeyValuePair("records", 7));

        JsonNode line = line(event);

        assertThat(line.path("level").asText()).isEqualTo("WARN");
        assertThat(line.path("logger").asText()).isEqualTo("io.sluice.Test");
        assertThat(line.path("message").asText()).isEqualTo("topic is \"ready\"\n\u2028");
        assertThat(line.at("/fields/topic").asText()).isEqualTo("items");
        assertThat(line.at("/fields/records").asText()).isEqualTo("7");
        assertThat(line.has("exception")).isFalse();
    }

    @Test
    void writesExceptionsWithTheirTrace() throws IOException {
        JsonNode line = line(event("failed", new IllegalStateException("broken")));

        assertThat(line.path("exception").asText())
                .contains("java.lang.IllegalStateException: broken")
                .contains("JsonLinesTest");
        assertThat(line.has("fields")).isFalse();
    }
}
