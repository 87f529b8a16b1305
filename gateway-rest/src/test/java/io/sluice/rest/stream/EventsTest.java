package io.sluice.rest.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsTest {
    private static final Cursor CURSOR = new Cursor(Map.of(0, 5L, 1, 7L));

    @Test
    void beginsWithAPlaceToComeBackTo() {
        assertThat(new String(Events.beginning(CURSOR), UTF_8)).isEqualTo("retry: 1000\nid: 0:5,1:7\n\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1}          | data: {\"a\":1}",
                "{\\n\"a\":\\r\\n1} | data: {\\ndata: \"a\":\\ndata: \\ndata: 1}",
                "\\n{}\\r           | data: \\ndata: {}\\ndata: ",
            })
    void keepsLineBreaksOfRecordsWithinTheirEvent(String json, String lines) {
        byte[] event = Events.event("record", CURSOR, broken(json).getBytes(UTF_8));

        assertThat(new String(event, UTF_8)).isEqualTo("event: record\nid: 0:5,1:7\n" + broken(lines) + "\n\n");
    }

    private static String broken(String text) {
        String spaced = text.endsWith("data:") ? text + " " : text;
        return spaced.replace("\\n", "\n").replace("\\r", "\r");
    }
}
