package io.sluice.rest.v3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.rest.web.RestException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordBatchTest {

    private static RecordBatch read(String json) {
        return RecordBatch.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static String entries(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{\"id\":\"" + i + "\"}")
                .collect(Collectors.joining(",", "{\"entries\":[", "]}"));
    }

    @Test
    void cutsTheEntriesOut() {
        RecordBatch batch =
                read("{\"entries\": [ {\"id\":\"a\", \"key\":{\"data\":\"ä}\"}} ,{\"x\":[{}],\"id\":\"B-_2\"}]}");

        assertThat(batch.entries()).extracting(RecordBatch.Entry::id).containsExactly("a", "B-_2");
        assertThat(batch.entries())
                .extracting(entry -> new String(entry.json(), StandardCharsets.UTF_8))
                .containsExactly("{\"id\":\"a\", \"key\":{\"data\":\"ä}\"}}", "{\"x\":[{}],\"id\":\"B-_2\"}");
    }

    @Test
    void takesTenAndNotEleven() {
        assertThat(read(entries(10)).entries()).hasSize(10);
        assertThatThrownBy(() -> read(entries(11))).hasMessage("Invalid batch: there are more than 10 entries.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                        | 42208 | Invalid batch: the body must be an object with entries.",
                "``                                        | 42208 | Invalid batch: the body must be an object with entries.",
                "{}                                        | 42208 | Invalid batch: there are no entries.",
                "{\"entries\":[]}                          | 42208 | Invalid batch: there are no entries.",
                "{\"entries\":{}}                          | 42208 | Invalid batch: entries must be an array.",
                "{\"entries\":[1]}                         | 42208 | Invalid batch: each entry must be an object.",
                "{\"entries\":[{}]}                        | 42208 | `Invalid batch: each entry needs an id, a string of 1 to 80 letters, digits, \"-\" and \"_\".`",
                "{\"entries\":[{\"id\":1}]}                | 42208 | `Invalid batch: each entry needs an id, a string of 1 to 80 letters, digits, \"-\" and \"_\".`",
                "{\"entries\":[{\"id\":\"a b\"}]}          | 42208 | `Invalid batch: each entry needs an id, a string of 1 to 80 letters, digits, \"-\" and \"_\".`",
                "{\"entries\":[{\"id\":\"a\"},{\"id\":\"a\"}]} | 42208 | Invalid batch: the id a stands twice.",
                "{\"colour\":1}                            | 422   | Unrecognized field: colour",
                "{\"entries\":[{\"id\":\"a\"}]}x           | 400   | `Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')`",
                "{\"entries\":[{\"id\":\"a\"}]}{}          | 400   | Unexpected content behind the end of the JSON document",
            })
    void tellsWhatIsWrong(String json, int code, String text) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        RestException.class, e -> assertThat(e.errorCode()).isEqualTo(code))
                .hasMessage(text);
    }
}
