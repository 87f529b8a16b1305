package io.sluice.rest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.http.QueryText;
import io.sluice.rest.consumer.Start;
import io.sluice.rest.web.RestException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeginningTest {
    private static Parameters query(String query) {
        return new Parameters(name -> QueryText.parameter(query, name));
    }

    private static Map<Integer, Start> starts(String query, @Nullable String lastEventId, int partitions) {
        return Beginning.of(query(query), Start.EARLIEST, lastEventId).starts(partitions);
    }

    @Test
    void beginsInAllPartitionsOrOne() {
        assertThat(starts("", null, 2)).isEqualTo(Map.of(0, Start.EARLIEST, 1, Start.EARLIEST));
        assertThat(starts("partition=1&offset=7", null, 2)).isEqualTo(Map.of(1, Start.offset(7)));
        assertThat(starts("partition=&offset=", null, 1)).isEqualTo(Map.of(0, Start.EARLIEST));
        assertThat(starts("offset=latest", null, 1)).isEqualTo(Map.of(0, Start.LATEST));
        assertThat(starts("offset=END&partition=0", null, 1)).isEqualTo(Map.of(0, Start.LATEST));
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:01Z, 1000",
        "1970-01-01T02:00:01%2B02:00, 1000",
        "1970-01-01T02:00:01+02:00, 1000",
        "1, 1000",
        "1.5, 1500",
        "99999999999, 99999999999000",
        "100000000000, 100000000000"
    })
    void knowsTimes(String text, long millis) {
        assertThat(starts("timestamp=" + text, null, 1)).isEqualTo(Map.of(0, Start.timestamp(millis)));
    }

    @Test
    void goesOnAtACursorAndInNewPartitionsAtTheirBeginning() {
        assertThat(starts("cursor=0:5,2:7", null, 4))
                .isEqualTo(Map.of(0, Start.offset(5), 1, Start.EARLIEST, 2, Start.offset(7), 3, Start.EARLIEST));
    }

    @Test
    void prefersWhatTheClientHasReceived() {
        assertThat(starts("offset=latest", "0:5", 2)).isEqualTo(Map.of(0, Start.offset(5), 1, Start.EARLIEST));
        assertThat(starts("partition=1&offset=latest", "1:5", 2)).isEqualTo(Map.of(1, Start.offset(5)));
        assertThat(starts("cursor=0:1", "0:5", 1)).isEqualTo(Map.of(0, Start.offset(5)));
        assertThat(starts("offset=latest", " ", 1)).isEqualTo(Map.of(0, Start.LATEST));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "partition=-1         | partition must be a number from 0 to 2147483647 (was \"-1\")",
                "partition=x          | partition must be a number from 0 to 2147483647 (was \"x\")",
                "partition=2147483648 | partition must be a number from 0 to 2147483647 (was \"2147483648\")",
                "offset=5             | offset may be a number only together with partition",
                "partition=0&offset=-1 | offset must be a number from 0 to 9223372036854775807 (was \"-1\")",
                "partition=0&offset=9223372036854775808 | offset must be a number from 0 to 9223372036854775807 (was \"9223372036854775808\")",
                "offset=begin         | offset must be a number, earliest, latest or end (was \"begin\")",
                "offset=latest&timestamp=0 | offset excludes timestamp",
                "timestamp=-1         | timestamp must be ISO 8601 such as 2026-01-31T12:00:00Z, seconds since 1970, or milliseconds from 1e11 on (was \"-1\")",
                "cursor=0:1&offset=latest | offset excludes cursor, which says where to go on in all partitions",
                "cursor=x             | cursor must be partition:offset, several separated by commas in ascending order, as it was told (was \"x\")",
                "limit=0              | limit must be a number from 1 to 10000 (was \"0\")",
                "limit=10001          | limit must be a number from 1 to 10000 (was \"10001\")",
                "timeout=30001        | timeout must be a number from 0 to 30000 (was \"30001\")",
                "timeout=1.5          | timeout must be a number from 0 to 30000 (was \"1.5\")",
                "max_bytes=1001       | max_bytes must be a number from 1 to 1000 (was \"1001\")",
                "format=json          | format is for event streams; the field Accept says how records are answered",
            })
    void tellsWhatMakesNoSense(String query, String message) {
        assertThatThrownBy(() -> PageRequest.of(query(query), Duration.ofSeconds(30), 1_000))
                .isInstanceOf(RestException.class)
                .hasMessage(message)
                .satisfies(e -> assertThat(((RestException) e).status()).isEqualTo(422));
    }

    @Test
    void refusesPartitionsThatAreNotThere() {
        assertThatThrownBy(() -> starts("partition=2", null, 2)).hasMessage("Partition not found.");
        assertThatThrownBy(() -> starts("cursor=2:0", null, 2)).hasMessage("Partition not found.");
        assertThatThrownBy(() -> starts("", null, 257)).hasMessageStartingWith("partition must be named");
        assertThatThrownBy(() -> starts("partition=1", "0:1", 2))
                .hasMessage("Last-Event-ID 0:1 is of other partitions than partition=1");
    }

    @Test
    void leadsOnWithTheSameBounds() {
        var limits = Duration.ofSeconds(30);
        var cursor = new Cursor(Map.of(0, 5L, 1, 7L));

        assertThat(PageRequest.of(query("timestamp=1&limit=2"), limits, 1 << 20).next(cursor))
                .isEqualTo("cursor=0:5,1:7&limit=2");
        assertThat(PageRequest.of(query("partition=1&timeout=5&max_bytes=9"), limits, 1 << 20)
                        .next(cursor))
                .isEqualTo("partition=1&offset=7&timeout=5&max_bytes=9");
    }
}
