package io.sluice.rest.v3;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.spi.NewRecord;
import io.sluice.rest.format.Format;
import io.sluice.rest.format.SchemaChoice;
import io.sluice.rest.format.SubjectNameStrategy;
import io.sluice.rest.web.RestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReaderTest {

    private static RecordRequest read(String json) throws IOException {
        return RecordReader.read(json.getBytes(StandardCharsets.UTF_8), false);
    }

    private static @Nullable String data(RecordRequest.@Nullable Data data) {
        byte[] json = requireNonNull(data).json();
        return json == null ? null : new String(json, StandardCharsets.UTF_8);
    }

    @Test
    void readsAllMembers() throws IOException {
        RecordRequest record = read("""
                {"partition_id": 3, "timestamp": "2026-01-31T12:00:00.001+01:00",
                 "headers": [{"name": "h", "value": "dg=="}, {"name": "n", "value": null}],
                 "key": {"type": "STRING", "data": "k"}, "value": {"type": "JSON", "data": {"a": [1.10, 1E400]}}}""");

        assertThat(record.partition()).isEqualTo(3);
        assertThat(record.timestamp()).isEqualTo(1_769_857_200_001L);
        assertThat(record.headers()).extracting(NewRecord.Header::name).containsExactly("h", "n");
        assertThat(record.headers().get(0).value()).isEqualTo(new byte[] {'v'});
        assertThat(record.headers().get(1).value()).isNull();
        assertThat(requireNonNull(record.key()).format()).isEqualTo(Format.TEXT);
        assertThat(data(record.key())).isEqualTo("\"k\"");
        assertThat(data(record.value())).isEqualTo("{\"a\": [1.10, 1E400]}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "-0.50",
                "1e5",
                "\"ü\\u00e9\"",
                "true",
                "null",
                "[]",
                "[{\"a\":\"]\"} , 2]",
                "{\"a\":1,\"a\":2}"
            })
    void keepsDataAsItWasSent(String data) throws IOException {
        assertThat(data(read("{\"value\":{\"data\":" + data + ",\"type\":\"JSON\"}}")
                        .value()))
                .isEqualTo(data);
        assertThat(data(read("{ \"key\" : { \"data\" : " + data + " } }").key()))
                .isEqualTo(data);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{}", "{\"key\":null,\"value\":null,\"headers\":null,\"partition_id\":null,\"timestamp\":null}"})
    void takesARecordOfNothing(String json) throws IOException {
        RecordRequest record = read(json);

        assertThat(record.key()).isNull();
        assertThat(record.value()).isNull();
        assertThat(record.headers()).isEmpty();
        assertThat(record.partition()).isNull();
        assertThat(record.timestamp()).isNull();
    }

    @Test
    void readsWhichSchemaIsMeant() throws IOException {
        RecordRequest record = read("""
                {"key": {"schema_id": 7, "data": 1},
                 "value": {"type": "AVRO", "schema": "\\"int\\"", "subject_name_strategy": "RECORD_NAME"}}""");

        assertThat(requireNonNull(record.key()).format()).isNull();
        assertThat(record.key().schema()).isEqualTo(new SchemaChoice(null, 7, null, null, null));
        assertThat(requireNonNull(record.value()).schema())
                .isEqualTo(new SchemaChoice("\"int\"", null, null, null, SubjectNameStrategy.RECORD_NAME));
        assertThat(record.value().json()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"colour\":1}                                 | 422 | Unrecognized field: colour",
                "{\"id\":\"1\"}                                 | 422 | Unrecognized field: id",
                "{\"key\":{\"colour\":1}}                       | 422 | Unrecognized field: colour",
                "{\"headers\":[{\"colour\":1}]}                 | 422 | Unrecognized field: colour",
                "{\"partition_id\":-1}                          | 400 | Bad Request: partition_id must not be negative",
                "{\"partition_id\":3000000000}                  | 400 | Bad Request: partition_id must be a whole number of 32 bits",
                "{\"partition_id\":[]}                          | 400 | Bad Request: partition_id must be a whole number of 32 bits",
                "{\"timestamp\":\"1969-12-31T23:59:59Z\"}       | 400 | Bad Request: timestamp is no time since 1970 such as 2026-01-31T12:00:00Z: 1969-12-31T23:59:59Z",
                "{\"timestamp\":\"soon\"}                       | 400 | Bad Request: timestamp is no time since 1970 such as 2026-01-31T12:00:00Z: soon",
                "{\"timestamp\":5}                              | 400 | Bad Request: timestamp must be a string",
                "{\"headers\":{}}                               | 400 | Bad Request: headers must be an array",
                "{\"headers\":[1]}                              | 400 | Bad Request: header must be an object",
                "{\"headers\":[{\"value\":\"dg==\"}]}           | 400 | Bad Request: headers: name must not be null",
                "{\"headers\":[{\"name\":\"h\",\"value\":\"%\"}]} | 400 | Bad Request: headers: value is not valid base64: %",
                "{\"key\":1}                                    | 400 | Bad Request: key must be an object",
                "{\"key\":{\"type\":\"XML\"}}                   | 400 | Bad Request: unknown type: XML",
                "{\"value\":{\"type\":\"JSON\",\"schema_id\":1}} | 400 | Bad Request: value has a schema, but a type that has none",
                "{\"value\":{\"subject_name_strategy\":\"X\"}}  | 400 | Bad Request: unknown subject_name_strategy: X",
            })
    void tellsWhatIsWrong(String json, int status, String text) {
        assertThatThrownBy(() -> read(json))
                .isInstanceOfSatisfying(
                        RestException.class, e -> assertThat(e.status()).isEqualTo(status))
                .hasMessage(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"key\":x}",
                "{\"a\"}",
                "{\"value\":{\"data\":[}}",
                "{\"value\":{\"data\":tru}}",
                "{\"key\":{\"data\":1}]"
            })
    void failsWhereJsonIsNotWellFormed(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(IOException.class);
    }
}
