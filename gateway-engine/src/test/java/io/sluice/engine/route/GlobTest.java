package io.sluice.engine.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GlobTest {

    @Test
    void matchesAsTheEquivalentRegularExpressionDoes() {
        var random = new Random(42);
        int matches = 0;
        for (int round = 0; round < 100_000; round++) {
            String pattern = random(random, "ab.*{").replace("{", "{x}");
            String value = random(random, "aabb.");
            boolean expected = reference(pattern).matcher(value).matches();

            boolean matched = Glob.compile(pattern).matches(value);

            assertThat(matched).as(pattern + " on " + value).isEqualTo(expected);
            matches += matched ? 1 : 0;
        }
        assertThat(matches).isGreaterThan(1_000);
    }

    @Test
    void rejectsAnOpenBrace() {
        assertThatThrownBy(() -> Glob.compile("a{b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("\"a{b\" lacks a closing brace");
    }

    private static Pattern reference(String pattern) {
        return Pattern.compile(Pattern.compile("\\{x}|\\*|[^{*]+")
                .matcher(pattern)
                .replaceAll(piece -> Matcher.quoteReplacement(
                        switch (piece.group().charAt(0)) {
                            case '{' -> ".+";
                            case '*' -> ".*";
                            default -> Pattern.quote(piece.group());
                        })));
    }

    private static String random(Random random, String alphabet) {
        return random.ints(random.nextInt(7), 0, alphabet.length())
                .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
                .reduce("", String::concat);
    }
}
