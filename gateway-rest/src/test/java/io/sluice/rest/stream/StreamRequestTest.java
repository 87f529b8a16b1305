package io.sluice.rest.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.http.QueryText;
import io.sluice.rest.consumer.Start;
import io.sluice.rest.format.Format;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamRequestTest {
    private static StreamRequest request(String query) {
        return StreamRequest.of(new Parameters(name -> QueryText.parameter(query, name)), null);
    }

    @Test
    void beginsWithWhatIsNewUnlessToldOtherwise() {
        assertThat(request("").beginning().starts(1)).isEqualTo(Map.of(0, Start.LATEST));
        assertThat(request("offset=earliest").beginning().starts(1)).isEqualTo(Map.of(0, Start.EARLIEST));
    }

    @Test
    void knowsTheFormats() {
        assertThat(request("").format()).isEqualTo(Format.JSON);
        assertThat(request("format=binary").format()).isEqualTo(Format.BINARY);
        assertThat(request("format=jsonschema").format()).isEqualTo(Format.JSONSCHEMA);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "format=XML   | format must be one of binary, json, text, avro, protobuf, jsonschema (was \"XML\")",
                "limit=5      | limit is not for event streams, which go on until they are closed",
                "timeout=5    | timeout is not for event streams, which go on until they are closed",
                "max_bytes=5  | max_bytes is not for event streams, which go on until they are closed",
            })
    void tellsWhatMakesNoSense(String query, String message) {
        assertThatThrownBy(() -> request(query)).hasMessage(message);
    }
}
