package io.sluice.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HttpFieldsTest {
    private final HttpFields fields = HttpFields.builder()
            .add("Connection", "close")
            .add("vary", "accept")
            .add("connection", "")
            .add("connection", "x, y")
            .build();

    @Test
    void hasAllValuesOfAFieldInTheOrderOfItsLines() {
        assertThat(fields.all("connection")).containsExactly("close", "", "x, y");
        assertThat(fields.all("vary")).containsExactly("accept");
    }

    @Test
    void hasNoValuesOfAFieldThatIsAbsent() {
        assertThat(fields.all("te")).isEmpty();
        assertThat(HttpFields.empty().all("connection")).isEmpty();
    }

    @Test
    void doesNotHandOutWhatCanBeChanged() {
        List<String> values = fields.all("vary");

        assertThatThrownBy(() -> values.add("origin")).isInstanceOf(UnsupportedOperationException.class);
    }
}
