package io.sluice.kafka.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedFieldsTest {
    private final SharedFields fields = new SharedFields(Set.of("color"));

    private static RecordHeaders headers(@Nullable String... namesAndValues) {
        var headers = new RecordHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String value = namesAndValues[i + 1];
            headers.add(namesAndValues[i], value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        }
        return headers;
    }

    @Test
    void sharesWhatIsEqual() {
        EntryFields json = fields.of(headers("content-type", "application/json", "other", "1"));

        assertThat(json.contentType()).isEqualTo("application/json");
        assertThat(fields.of(headers("other", "2", "content-type", "application/json")))
                .isSameAs(json);
        assertThat(fields.of(headers("content-type", "text/plain")).contentType())
                .isEqualTo("text/plain");
        assertThat(fields.of(headers("content-type", "application/json"))).isSameAs(json);
        assertThat(fields.of(headers("color", "red"))).isSameAs(fields.of(headers("color", "red")));
    }

    @Test
    void seesMoreThanTheType() {
        fields.of(headers("content-type", "a"));

        assertThat(fields.of(headers("content-type", "a", "etag", "\"1\"")).etag())
                .isEqualTo("\"1\"");
        assertThat(fields.of(headers("cache-control", "no-store", "content-type", "a"))
                        .cacheControl())
                .isEqualTo("no-store");
        assertThat(fields.of(headers("content-type", "a", "color", "red")).has("color", "red"))
                .isTrue();
    }

    @Test
    void takesTheFirstTypeWithAValue() {
        assertThat(fields.of(headers("content-type", null, "content-type", "b")).contentType())
                .isEqualTo("b");
        assertThat(fields.of(headers("content-type", "a", "content-type", "b")).contentType())
                .isEqualTo("a");
    }

    @Test
    void tellsAnEmptyTypeFromNone() {
        assertThat(fields.of(headers())).isEqualTo(EntryFields.NONE);
        assertThat(fields.of(headers("content-type", "")).contentType()).isEmpty();
    }
}
