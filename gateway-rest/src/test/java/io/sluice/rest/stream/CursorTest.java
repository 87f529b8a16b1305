package io.sluice.rest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.rest.web.RestException;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    private static final String LONGEST =
            IntStream.range(0, 256).mapToObj(id -> id + ":9223372036854775807").collect(Collectors.joining(","));

    @ParameterizedTest
    @ValueSource(strings = {"0:0", "0:15,1:7", "2147483647:9223372036854775807"})
    void readsWhatItHasWritten(String text) {
        assertThat(Cursor.parse("cursor", text)).hasToString(text);
    }

    @Test
    void readsTheLongest() {
        assertThat(Cursor.parse("cursor", LONGEST).offsets()).hasSize(256);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                ":",
                "0",
                "0:",
                ":0",
                "0:0,",
                ",0:0",
                "a:0",
                "0:a",
                "-1:0",
                "0:-1",
                "+0:1",
                "00:1",
                "0:01",
                "0:1,0:1",
                "1:1,0:1",
                "0:1 ,1:1",
                "0:1;1:1",
                "2147483648:0",
                "0:9223372036854775808",
                "0:99999999999999999999",
                "\u0660:1",
                "0:1\u0000",
                "0:1\r\nid: 0:2",
                "0:1e3"
            })
    void refusesEverythingElse(String text) {
        assertThatThrownBy(() -> Cursor.parse("Last-Event-ID", text))
                .isInstanceOf(RestException.class)
                .hasMessageStartingWith("Last-Event-ID must be partition:offset");
    }

    @Test
    void refusesMoreThanItWrites() {
        assertThatThrownBy(() -> Cursor.parse("cursor", LONGEST + ",256:0")).isInstanceOf(RestException.class);
        assertThatThrownBy(() -> Cursor.parse("cursor", "0:1,".repeat(1_000_000)))
                .isInstanceOf(RestException.class)
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(300));
    }

    @Test
    void neverFailsOtherwise() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(8), 0, 14)
                    .mapToObj(at -> "0123456789:,:,".substring(at, at + 1))
                    .collect(Collectors.joining());
            try {
                assertThat(Cursor.parse("cursor", text)).hasToString(text);
            } catch (RestException e) {
                assertThat(e.status()).isEqualTo(422);
            }
        }
    }

    @Test
    void goesOnBehindRecords() {
        var cursor = new Cursor(Map.of(1, 3L, 0, 5L));

        cursor.pass(new ConsumerRecord<>("t", 1, 7, "k", "v"));

        assertThat(cursor).hasToString("0:5,1:8");
    }
}
