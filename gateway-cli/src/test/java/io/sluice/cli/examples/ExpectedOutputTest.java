package io.sluice.cli.examples;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpectedOutputTest {
    @Test
    void takesExactlyWhatItSays() {
        var expected = new ExpectedOutput("HTTP/1.1 200 OK\n\n[1]");

        assertThat(expected.matches("HTTP/1.1 200 OK\r\n\r\n[1]\n")).isTrue();
        assertThat(expected.matches("HTTP/1.1 200 OK\r\n\r\n[1,2]\n")).isFalse();
        assertThat(expected.matches("HTTP/1.1 200 OK\r\n[1]")).isFalse();
        assertThat(expected.matches("HTTP/1.1 200 OK\r\n\r\n[1]\nmore")).isFalse();
        assertThat(expected.matches("")).isFalse();
    }

    @Test
    void leavesOutAnyNumberOfLines() {
        var expected = new ExpectedOutput("first\n...\nlast\n...");

        assertThat(expected.matches("first\nlast")).isTrue();
        assertThat(expected.matches("first\na\nb\nlast\nc")).isTrue();
        assertThat(expected.matches("a\nfirst\nlast")).isFalse();
        assertThat(expected.matches("first\na")).isFalse();
    }

    @Test
    void leavesOutPartsOfALine() {
        var expected = new ExpectedOutput("etag: \"...\"; x=...");

        assertThat(expected.matches("etag: \"AQIAAg==\"; x=")).isTrue();
        assertThat(expected.matches("etag: \"\"; x=1")).isTrue();
        assertThat(expected.matches("etag: AQIAAg==; x=1")).isFalse();
    }

    @Test
    void expectsNothingWhenItIsEmpty() {
        assertThat(new ExpectedOutput("").matches("\n")).isTrue();
        assertThat(new ExpectedOutput("").matches("something")).isFalse();
    }
}
