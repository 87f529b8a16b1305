package io.sluice.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConnectionFieldsTest {

    @Test
    void othersAreAddedToThoseOfEveryConnection() {
        Set<String> names = ConnectionFields.and("host", "te");

        var expected = new HashSet<>(ConnectionFields.NAMES);
        expected.add("host");
        assertThat(names).isEqualTo(expected);
        assertThat(ConnectionFields.NAMES).contains("connection", "te").doesNotContain("host");
    }
}
