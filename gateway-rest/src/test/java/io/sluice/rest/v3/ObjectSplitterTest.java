package io.sluice.rest.v3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.rest.web.RestException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectSplitterTest {
    private static final int LIMIT = 40;

    private final List<String> objects = new ArrayList<>();
    private final ObjectSplitter splitter = new ObjectSplitter(LIMIT, new ObjectSplitter.Sink() {
        @Override
        public void object(byte[] json) {
            objects.add(new String(json, StandardCharsets.UTF_8));
        }

        @Override
        public void tooLarge() {
            objects.add("too large");
        }
    });

    private void feed(String text) {
        splitter.feed(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void cutsWithAndWithoutWhiteSpaceBetween() {
        feed("{}{\"a\":{\"b\":[{}]}}\r\n\t {\"c\":1}\n");
        splitter.end();

        assertThat(objects).containsExactly("{}", "{\"a\":{\"b\":[{}]}}", "{\"c\":1}");
    }

    @Test
    void takesBracesInTextsForText() {
        feed("{\"}\":\"{\\\"}\\\\\"}{\"ü]\":\"[\"}");

        assertThat(objects).containsExactly("{\"}\":\"{\\\"}\\\\\"}", "{\"ü]\":\"[\"}");
    }

    @Test
    void givesAnObjectWhenItsLastByteIsThereAndNotBefore() {
        feed("{\"a\"");
        assertThat(objects).isEmpty();

        feed(":1}{");
        assertThat(objects).containsExactly("{\"a\":1}");
    }

    @Test
    void leavesOutWhatIsTooLargeAndGoesOn() {
        feed("{\"a\":\"" + "x".repeat(LIMIT) + "}\"}{\"b\":2}");
        feed("{\"a\":\"" + "x".repeat(LIMIT - 8) + "\"}");

        assertThat(objects).containsExactly("too large", "{\"b\":2}", "{\"a\":\"" + "x".repeat(LIMIT - 8) + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{}]", "1", "\"a\"", "}", "{},{}", "\ufeff{}", "\0"})
    void refusesWhatBeginsNoObject(String text) {
        assertThatThrownBy(() -> feed(text))
                .isInstanceOf(RestException.class)
                .hasMessageStartingWith("Unexpected byte");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{}{\"a\"", "{\"}", "{[}"})
    void refusesAnEndWithinAnObject(String text) {
        feed(text);

        assertThatThrownBy(splitter::end).isInstanceOf(RestException.class).hasMessageContaining("end-of-input");
    }

    @Test
    void cutsTheSameWhereverTheNetworkCuts() {
        List<String> sent = List.of("{}", "{\"k\":\"\\\\\\\"}{\"}", "{\"ä\":[[{}],1.5e3]}", "{\"n\":{\"m\":null}}");
        byte[] bytes = String.join("\r\n", sent).getBytes(StandardCharsets.UTF_8);
        var random = new Random(7);

        for (int round = 0; round < 200; round++) {
            objects.clear();
            for (int from = 0; from < bytes.length; ) {
                int count = Math.min(bytes.length - from, 1 + random.nextInt(9));
                splitter.feed(ByteBuffer.wrap(bytes, from, count).slice());
                from += count;
            }
            assertThat(objects).isEqualTo(sent);
        }
    }
}
