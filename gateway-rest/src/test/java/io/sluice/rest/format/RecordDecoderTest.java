package io.sluice.rest.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.rest.web.Json;
import io.sluice.rest.web.RestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordDecoderTest {
    private static final RecordDecoder BINARY = new RecordDecoder(Content::base64);
    private static final RecordDecoder JSON = new RecordDecoder(new JsonReader());
    private static final RecordDecoder TEXT = new RecordDecoder(new TextReader());

    @Test
    void writesBinaryAsBase64() throws IOException {
        var record = record(new byte[] {(byte) 0xfb, (byte) 0xff}, null);

        assertThat(written(BINARY.decode(record))).isEqualTo("[\"+/8=\",null]");
        assertThat(BINARY.decode(record).size()).isEqualTo(2);
    }

    @Test
    void takesJsonOverAsItStands() throws IOException {
        var record = record(utf8("\uFEFF{\"n\": 1.10}"), utf8("[1E400, \"é\"]"));

        assertThat(written(JSON.decode(record))).isEqualTo("[{\"n\": 1.10},[1E400, \"é\"]]");
    }

    @Test
    void writesLongJsonToBothKindsOfGenerators() throws IOException {
        String json = '"' + "é".repeat(20_000) + '"';
        DecodedRecord decoded = JSON.decode(record(utf8(json), utf8("1")));
        var chars = new StringWriter();
        try (JsonGenerator to = Json.FACTORY.createGenerator(chars)) {
            decoded.writeKey(to);
        }

        assertThat(written(decoded)).isEqualTo("[" + json + ",1]");
        assertThat(chars).hasToString(json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "x", "1 2", "{\"a\":}", "[1", "\"\\x\"", "\u0000\u0000\u0000[", "[\u0000]"})
    void tellsWhichRecordIsNoJson(String text) {
        assertThatThrownBy(() -> JSON.decode(record(utf8("1"), utf8(text))))
                .isInstanceOfSatisfying(RestException.class, e -> {
                    assertThat(e.status()).isEqualTo(408);
                    assertThat(e.errorCode()).isEqualTo(40801);
                })
                .hasMessageStartingWith("Error deserializing VALUE for partition t-3 at offset 7: not JSON");
    }

    @Test
    void tellsJsonInOtherEncodingsFromUtf8() {
        assertThatThrownBy(() -> JSON.decode(record("[1]".getBytes(StandardCharsets.UTF_16LE), null)))
                .hasMessageStartingWith("Error deserializing KEY");
        assertThatThrownBy(() -> JSON.decode(record("\"é\"".getBytes(StandardCharsets.ISO_8859_1), null)))
                .hasMessageContaining("not JSON in UTF-8");
    }

    @Test
    void refusesJsonThatIsTooDeep() {
        assertThatThrownBy(() -> JSON.decode(record(null, utf8("[".repeat(100_000)))))
                .hasMessageContaining("maximum allowed (500");
    }

    @Test
    void writesTextAndRefusesWhatIsNone() throws IOException {
        assertThat(written(TEXT.decode(record(utf8("a\"é\uFFFD"), new byte[0]))))
                .isEqualTo("[\"a\\\"é\uFFFD\",\"\"]");
        assertThatThrownBy(() -> TEXT.decode(record(null, new byte[] {(byte) 0xC3})))
                .hasMessage("Error deserializing VALUE for partition t-3 at offset 7: not text in UTF-8."
                        + " If needed, please seek past the record to continue consumption.");
    }

    static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] key, byte @Nullable [] value) {
        return new ConsumerRecord<>("t", 3, 7, key, value);
    }

    static String written(DecodedRecord record) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator to = Json.FACTORY.createGenerator(bytes)) {
            to.writeStartArray();
            record.writeKey(to);
            record.writeValue(to);
            to.writeEndArray();
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
