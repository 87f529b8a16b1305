package io.sluice.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"gzip", "GZIP", "br, gzip", "deflate,x-gzip ; q=0.5", "*", "gzip;q=1.000", "br;q=0, *;q=0.1"})
    void takesGzip(String value) {
        assertThat(AcceptEncoding.takesGzip(List.of(value))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "br", "identity", "gzip;q=0", "gzip; q=0.000, *", "*;q=0", "gzipped", ",,;"})
    void doesNotTakeGzip(String value) {
        assertThat(AcceptEncoding.takesGzip(List.of(value))).isFalse();
    }

    @Test
    void doesNotTakeGzipWithoutTheField() {
        assertThat(AcceptEncoding.takesGzip(List.of())).isFalse();
    }

    @Test
    void readsSeveralFields() {
        assertThat(AcceptEncoding.takesGzip(List.of("br", "gzip"))).isTrue();
    }
}
