package io.sluice.engine.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=5                            | 5          | false",
                "respond-async                     | -1         | true",
                "respond-async, wait=5             | 5          | true",
                "respond-async; wait=5             | 5          | true",
                "wait=5;respond-async              | 5          | true",
                "Respond-Async,WAIT=5              | 5          | true",
                "  ,, wait = 5 ,;; ,respond-async; | 5          | true",
                "wait=\"5\"                        | 5          | false",
                "return=minimal; foo=\"a, wait=9; respond-async\", wait=3 | 3 | false",
                "foo=\"a\\\", wait=9\", wait=3     | 3          | false",
                "wait=5, wait=10                   | 5          | false",
                "wait=x, wait=10                   | -1         | false",
                "wait=0                            | -1         | false",
                "wait=-5                           | -1         | false",
                "wait=+5                           | -1         | false",
                "wait=5s                           | -1         | false",
                "wait=                             | -1         | false",
                "wait                              | -1         | false",
                "wait=007                          | 7          | false",
                "wait=2147483647                   | 2147483647 | false",
                "wait=2147483648                   | 2147483647 | false",
                "wait=99999999999999999999999999   | 2147483647 | false",
                "wait=\u0665                       | -1         | false",
                "respond-async=\"\"                | -1         | true",
                "respond-async=no                  | -1         | false",
                "xrespond-async, await=5           | -1         | false",
                "wait=\"5                          | -1         | false",
                "\"respond-async                   | -1         | false",
                "''                                | -1         | false"
            })
    void reads(String field, int waitSeconds, boolean respondAsync) {
        Prefer prefer = Prefer.of(TestRequest.of("GET", "/").with("Prefer", field));

        assertThat(prefer).isEqualTo(new Prefer(waitSeconds, respondAsync));
        assertThat(prefer.waits()).isEqualTo(waitSeconds > 0);
    }

    @Test
    void readsSeveralFields() {
        var request = TestRequest.of("GET", "/")
                .with("prefer", "return=minimal")
                .with("prefer", "wait=5")
                .with("prefer", "respond-async, wait=9");

        assertThat(Prefer.of(request)).isEqualTo(new Prefer(5, true));
    }

    @Test
    void isNoneWithoutTheField() {
        assertThat(Prefer.of(TestRequest.of("GET", "/"))).isSameAs(Prefer.NONE);
    }

    @Test
    void takesWhateverIsThrownAtIt() {
        var random = new Random(42);
        String alphabet = "wait=5,; \"\\respond-async\u00e4\u0000";
        for (int round = 0; round < 20_000; round++) {
            String field = random.ints(random.nextInt(30), 0, alphabet.length())
                    .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
                    .reduce("", String::concat);

            Prefer noisy = Prefer.of(List.of(field.replace("\"", ""), "wait=3"));

            assertThat(noisy.waits() || field.contains("wait")).as(field).isTrue();
            assertThat(Prefer.of(List.of(field)).waitSeconds()).as(field).isNotZero();
        }
    }
}
