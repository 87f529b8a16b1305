package io.sluice.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityTagsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            value = {
                "\"AQIABA==\"                  | AQIABA==     | true",
                "W/\"AQIABA==\"                | AQIABA==     | true",
                "AQIABA==                      | AQIABA==     | true",
                "AQIABA==/test-1_x             | AQIABA==/test-1_x | true",
                "AQIABA==/a, b                 | AQIABA==/a, b | true",
                "*                             | anything     | true",
                "\"x\", \"y\"                  | y            | true",
                "\"x\",W/\"y\"                 | y            | true",
                "x , y                         | x            | true",
                "x , y                         | y            | true",
                ",, ,\"y\"                     | y            | true",
                "\"a,b\"                       | a,b          | true",
                "\"a,b\"                       | b            | false",
                "\"a,b\"                       | a            | false",
                "\"x\" \"y\"                   | y            | true",
                "\"x\"                         | y            | false",
                "\"x                           | x            | false",
                "\"                            | x            | false",
                "W/\"                          | x            | false",
                "w/\"x\"                       | x            | false",
                "W/x                           | x            | false",
                "x, *                          | y            | false",
                "\"*\"                         | y            | false",
                "\"X\"                         | x            | false",
                "\"a%22b\"                     | a\"b         | true",
                "\"a%C3%A4\"                   | a\u00e4      | true"
            })
    void comparesIfNoneMatchWeakly(String field, String etag, boolean hits) {
        assertThat(EntityTags.noneMatchHits(List.of(field), etag)).isEqualTo(hits);
    }

    @Test
    void looksAtEveryField() {
        assertThat(EntityTags.noneMatchHits(List.of("\"x\"", "\"y\""), "y")).isTrue();
        assertThat(EntityTags.noneMatchHits(List.of("\"x\"", "\"y\""), "z")).isFalse();
        assertThat(EntityTags.noneMatchHits(List.of(), "z")).isFalse();
    }

    @Test
    void quotesWhatATagCannotHold() {
        assertThat(EntityTags.quote("AQIABA==/v1")).isEqualTo("\"AQIABA==/v1\"");
        assertThat(EntityTags.quote("a\" b\r\n\u00e4")).isEqualTo("\"a%22%20b%0D%0A%C3%A4\"");
    }

    @Test
    void findsWhatItQuotedAmongRandomNoise() {
        var random = new Random(42);
        String alphabet = "ab\", W/*\\\u00e4=-_%";
        for (int round = 0; round < 20_000; round++) {
            String etag = "tag" + randomText(random, alphabet);
            String noise = randomText(random, alphabet);

            boolean hits = EntityTags.noneMatchHits(List.of(noise, EntityTags.quote(etag) + ", " + noise), etag);

            assertThat(hits).as(etag + " | " + noise).isTrue();
            if (!noise.strip().equals("*")) {
                assertThat(EntityTags.noneMatchHits(List.of(noise), etag))
                        .as(noise)
                        .isFalse();
            }
        }
    }

    @Test
    void takesTimeInProportionToTheField() {
        String hostile = IntStream.range(0, 200_000).mapToObj(i -> "W/\"").collect(Collectors.joining(","));

        Assertions.assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(EntityTags.noneMatchHits(List.of(hostile, "\"".repeat(500_001)), "x"))
                        .isFalse());
    }

    private static String randomText(Random random, String alphabet) {
        return random.ints(random.nextInt(10), 0, alphabet.length())
                .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
                .reduce("", String::concat);
    }
}
