package io.sluice.rest.format;

import static io.sluice.rest.format.Format.AVRO;
import static io.sluice.rest.format.Format.JSONSCHEMA;
import static io.sluice.rest.format.SchemaFormats.VALUES;
import static io.sluice.rest.format.SchemaFormats.get;
import static io.sluice.rest.format.SchemaFormats.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
final class FormatsTest {
    private static final RecordSide KEYS = new RecordSide("t", true);
    private static final String STRING = "\"string\"";
    private static final String RECORD = "{\"type\":\"record\",\"name\":\"n.R\",\"fields\":[]}";

    private final SchemaFormats use = new SchemaFormats();
    private final Formats without = new Formats(null);

    @AfterEach
    void close() {
        use.close();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void hasAMediaTypeForEachFormat(Format format) {
        assertThat(Format.ofMediaType(format.mediaType())).isEqualTo(format);
        assertThat(format.mediaType()).isEqualTo(format.mediaType().toLowerCase(Locale.ROOT));
    }

    @Test
    void knowsMediaTypesExactly() {
        assertThat(Format.JSONSCHEMA.mediaType()).isEqualTo("application/vnd.kafka.jsonschema.v2+json");
        assertThat(Format.ofMediaType("application/vnd.kafka.v2+json")).isNull();
    }

    @Test
    void needsNoRegistryForPlainFormats() {
        assertThat(Encoding.text(get(without.prepare(Format.BINARY, VALUES, STRING, 5)), "\"dg\""))
                .isEqualTo("v");
        assertThat(Encoding.text(get(without.prepare(Format.JSON, VALUES, null, null)), "[ 1 ]"))
                .isEqualTo("[1]");
        assertThat(Encoding.text(without.encoder(Format.TEXT), "\"a\"")).isEqualTo("a");
        assertThat(without.encoder(Format.JSON).encodeAbsent()).isNull();
        assertThat(without.encoder(Format.JSON).schema()).isNull();
        assertThatThrownBy(() -> without.encoder(AVRO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void needsARegistryForSchemas() {
        assertThat(refusal(() -> get(without.prepare(AVRO, VALUES, STRING, null))))
                .isEqualTo("422 42206 Payload error. Schema Registry must be configured when using schemas.");
        assertThat(refusal(() -> Encoding.bytes(get(without.prepare(AVRO, VALUES, null, null)), "1")))
                .isEqualTo("422 42207 Error serializing message. Schema Registry not defined, no Schema Registry client"
                        + " available to serialize message.");
        assertThat(refusal(() -> get(without.decoder(AVRO, List.of())))).startsWith("422 42206");
    }

    @Test
    void needsASchemaForAllButNull() {
        RecordEncoder keys = get(use.formats.prepare(AVRO, KEYS, null, null));
        RecordEncoder values = get(use.formats.prepare(AVRO, VALUES, null, null));

        assertThat(Encoding.bytes(keys, "null")).isNull();
        assertThat(values.encodeAbsent()).isNull();
        assertThat(refusal(() -> Encoding.bytes(keys, "1")))
                .isEqualTo("422 42201 Request includes keys but does not include key schema");
        assertThat(refusal(() -> Encoding.bytes(values, "1")))
                .isEqualTo("422 42202 Request includes values but does not include value schema");
    }

    @Test
    void registersSchemasOnce() {
        RecordEncoder first = get(use.formats.prepare(AVRO, KEYS, STRING, null));
        RecordEncoder again = get(use.formats.prepare(AVRO, KEYS, STRING, null));

        assertThat(first.schema()).isEqualTo(new RegisteredSchema(AVRO, "t-key", 1, 1));
        assertThat(again.schema()).isEqualTo(first.schema());
        assertThat(use.dev.requests())
                .containsExactly("POST /subjects/t-key", "POST /subjects/t-key/versions", "POST /subjects/t-key");
    }

    @Test
    void asksOnceForMany() {
        List<Integer> ids = new ArrayList<>();
        var requests = Collections.nCopies(50, STRING).stream()
                .map(schema -> use.formats.prepare(AVRO, VALUES, schema, null))
                .toList();
        requests.forEach(request -> ids.add(idOf(get(request))));

        assertThat(ids).hasSize(50).containsOnly(1);
        assertThat(use.dev.requests()).hasSize(3);
    }

    @Test
    void doesNotKeepFailures() {
        assertThat(refusal(() -> get(use.formats.prepare(AVRO, VALUES, null, 1))))
                .contains("40403");
        use.id(AVRO, STRING);

        RecordEncoder encoder = get(use.formats.prepare(AVRO, VALUES, null, 1));

        assertThat(encoder.schema()).isEqualTo(new RegisteredSchema(AVRO, "t-value", 1, 1));
    }

    @Test
    void tellsWhatTheRegistrySays() {
        assertThat(refusal(() -> get(use.formats.prepare(AVRO, VALUES, null, 99))))
                .isEqualTo("422 42207 Error serializing message. Error when fetching schema by id. schemaId = 99\n"
                        + "Schema 99 not found; error code: 40403");
        get(use.formats.prepare(AVRO, KEYS, STRING, null));
        assertThat(refusal(() -> get(use.formats.prepare(AVRO, VALUES, null, 1))))
                .isEqualTo("422 42207 Error serializing message. Error when fetching schema version. subject = t-value,"
                        + " schema = \"string\"\nSubject 't-value' not found.; error code: 40401");
    }

    @Test
    void tellsThatTheRegistryIsAway() {
        use.dev.close();

        assertThat(refusal(() -> get(use.formats.prepare(AVRO, VALUES, STRING, null))))
                .isEqualTo(
                        "422 42207 Error serializing message. Error when registering schema. format = AVRO, subject ="
                                + " t-value, schema = \"string\"\nConnection refused");
    }

    @Test
    void refusesContradictions() {
        int avro = use.id(AVRO, STRING);

        assertThat(refusal(() -> get(use.formats.prepare(AVRO, VALUES, STRING, avro))))
                .startsWith("422 422 ");
        assertThat(refusal(() -> get(use.formats.prepare(JSONSCHEMA, VALUES, null, avro))))
                .isEqualTo("422 42205 Invalid schema: The schema with the id 1 is of format AVRO, not JSONSCHEMA.");
        assertThat(refusal(() -> prepare(AVRO, choice(null, null, null, "s", SubjectNameStrategy.TOPIC_NAME))))
                .startsWith("422 422 ");
        assertThat(refusal(() -> prepare(null, choice(STRING, null, null, null, null))))
                .startsWith("422 422 ");
        assertThat(refusal(() -> prepare(AVRO, choice(null, null, 1, null, SubjectNameStrategy.RECORD_NAME))))
                .startsWith("422 422 ");
        assertThat(refusal(() -> prepare(AVRO, choice(STRING, null, null, null, SubjectNameStrategy.RECORD_NAME))))
                .startsWith("422 422 ");
    }

    @Test
    void namesSubjectsByTheStrategy() {
        assertThat(prepare(AVRO, choice(RECORD, null, null, null, SubjectNameStrategy.RECORD_NAME)))
                .isEqualTo(new RegisteredSchema(AVRO, "n.R", 1, 1));
        assertThat(prepare(AVRO, choice(RECORD, null, null, null, SubjectNameStrategy.TOPIC_RECORD_NAME)))
                .isEqualTo(new RegisteredSchema(AVRO, "t-n.R", 1, 1));
        assertThat(prepare(null, choice(null, 1, null, null, SubjectNameStrategy.RECORD_NAME)))
                .isEqualTo(new RegisteredSchema(AVRO, "n.R", 1, 1));
        assertThat(prepare(AVRO, choice(RECORD, null, null, "my subject/..", null)))
                .isEqualTo(new RegisteredSchema(AVRO, "my subject/..", 1, 1));
        assertThat(use.dev.requests()).contains("POST /subjects/my%20subject%2F%2E%2E");
    }

    @Test
    void findsVersions() {
        get(use.formats.prepare(AVRO, VALUES, STRING, null));
        get(use.formats.prepare(AVRO, VALUES, RECORD, null));

        assertThat(prepare(null, choice(null, null, null, null, null)))
                .isEqualTo(new RegisteredSchema(AVRO, "t-value", 2, 2));
        assertThat(prepare(AVRO, choice(null, null, 1, "t-value", null)))
                .isEqualTo(new RegisteredSchema(AVRO, "t-value", 1, 1));
        assertThat(refusal(() -> prepare(AVRO, choice(null, null, 3, null, null))))
                .isEqualTo("422 42207 Error serializing message. Error when fetching schema version. subject = t-value,"
                        + " version = 3\nVersion 3 not found.; error code: 40402");
        assertThat(refusal(() -> prepare(AVRO, choice(null, null, null, "no", null))))
                .contains("Error when fetching latest schema version. subject = no\n", "40401");
    }

    @Test
    void failsOnlyTheRecordsWhoseSchemasAreMissing() throws Exception {
        byte[] good = Encoding.bytes(use.encoder(AVRO, STRING), "\"x\"");
        int json = use.id(JSONSCHEMA, "true");
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        records.add(RecordDecoderTest.record(null, good));
        for (int id = 100; id < 180; id++) {
            records.add(RecordDecoderTest.record(SchemaFormats.withId(id, 1), good));
        }
        records.add(RecordDecoderTest.record(null, SchemaFormats.withId(json, '1')));
        records.add(RecordDecoderTest.record(new byte[] {1, 2, 3, 4, 5, 6}, null));
        records.add(RecordDecoderTest.record(good, good));

        RecordDecoder decoder = get(use.formats.decoder(AVRO, records));

        assertThat(RecordDecoderTest.written(decoder.decode(records.get(0)))).isEqualTo("[null,\"x\"]");
        assertThat(refusal(() -> decoder.decode(records.get(80))))
                .startsWith("408 40801 Error deserializing KEY for partition t-3 at offset 7: ")
                .contains("schemaId = 179", "40403");
        assertThat(refusal(() -> decoder.decode(records.get(81)))).contains("is of format JSONSCHEMA, not AVRO");
        assertThat(refusal(() -> decoder.decode(records.get(82)))).contains("KEY", "does not begin with a 0");
        assertThat(decoder.decode(records.get(83)).size()).isEqualTo(6);
    }

    @Test
    void fetchesASchemaOnceForAllBatches() {
        byte[] good = Encoding.bytes(use.encoder(AVRO, STRING), "\"x\"");
        for (int i = 0; i < 3; i++) {
            get(use.formats.decoder(AVRO, List.of(RecordDecoderTest.record(good, good))));
        }

        assertThat(use.dev.requests().stream().filter("GET /schemas/ids/1"::equals))
                .hasSize(1);
    }

    private @Nullable RegisteredSchema prepare(@Nullable Format format, SchemaChoice choice) {
        return get(use.formats.prepare(format, VALUES, choice)).schema();
    }

    private static int idOf(RecordEncoder encoder) {
        RegisteredSchema schema = encoder.schema();
        return schema == null ? 0 : schema.id();
    }

    private static SchemaChoice choice(
            @Nullable String schema,
            @Nullable Integer id,
            @Nullable Integer version,
            @Nullable String subject,
            @Nullable SubjectNameStrategy strategy) {
        return new SchemaChoice(schema, id, version, subject, strategy);
    }
}
