package io.sluice.engine.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Compares path patterns with regular expressions, which say the same where nothing is escaped. */
class PathPatternReferenceTest {
    private static final List<String> PIECES = List.of("/", "/", "a", "b", "-", ";", ".", "*");

    @Test
    void matchesAsTheEquivalentRegularExpressionDoes() {
        var random = new Random(42);
        int matches = 0;
        for (int round = 0; round < 30_000; round++) {
            String pattern = randomPattern(random);
            var compiled = PathPattern.compile(pattern);
            Pattern reference = reference(pattern);
            for (int i = 0; i < 5; i++) {
                String path = randomPath(random);

                Params params = compiled.match(path);

                assertThat(values(params)).as(pattern + " on " + path).isEqualTo(groups(reference, path));
                matches += params == null ? 0 : 1;
            }
        }
        assertThat(matches).isGreaterThan(1_000);
    }

    @Test
    void bindsWhatWasEncoded() {
        var random = new Random(43);
        var pattern = PathPattern.compile("/items/{id};cid={cid}/{rest*}");
        for (int round = 0; round < 10_000; round++) {
            List<String> values = List.of(randomValue(random), randomValue(random), randomValue(random));

            Params params = pattern.match(
                    "/items/" + encode(values.get(0)) + ";cid=" + encode(values.get(1)) + "/" + encode(values.get(2)));

            assertThat(values(params)).isEqualTo(values);
        }
    }

    private static String randomPattern(Random random) {
        var pattern = new StringBuilder("/");
        int params = 0;
        for (int pieces = random.nextInt(7); pieces > 0; pieces--) {
            int choice = random.nextInt(PIECES.size() + 5);
            if (choice < PIECES.size()) {
                pattern.append(PIECES.get(choice));
            } else {
                pattern.append("{p").append(params++).append(choice == PIECES.size() ? "*}" : "}");
            }
        }
        return pattern.toString();
    }

    private static String randomPath(Random random) {
        var path = new StringBuilder("/");
        for (int length = random.nextInt(10); length > 0; length--) {
            path.append("aabb//;-.".charAt(random.nextInt(9)));
        }
        return path.toString();
    }

    private static Pattern reference(String pattern) {
        String regex = Pattern.compile("\\{\\w+\\*}|\\{\\w+}|\\*|[^{*]+")
                .matcher(pattern)
                .replaceAll(piece -> Matcher.quoteReplacement(
                        switch (piece.group().charAt(0)) {
                            case '{' -> piece.group().endsWith("*}") ? "(.+)" : "([^/;]+)";
                            case '*' -> ".*";
                            default -> Pattern.quote(piece.group());
                        }));
        return Pattern.compile(regex);
    }

    private static @Nullable List<String> groups(Pattern reference, String path) {
        Matcher matcher = reference.matcher(path);
        if (!matcher.matches()) {
            return null;
        }
        List<String> groups = new ArrayList<>();
        for (int i = 1; i <= matcher.groupCount(); i++) {
            groups.add(matcher.group(i));
        }
        return groups;
    }

    private static @Nullable List<String> values(@Nullable Params params) {
        return params == null
                ? null
                : params.names().stream()
                        .map(name -> String.valueOf(params.get(name)))
                        .toList();
    }

    private static String randomValue(Random random) {
        String alphabet = "a/;%\u00e4\u20ac {}$\\";
        return random.ints(1 + random.nextInt(6), 0, alphabet.length())
                .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
                .reduce("", String::concat);
    }

    private static String encode(String value) {
        var encoded = new StringBuilder();
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            encoded.append(String.format("%%%02x", octet));
        }
        return encoded.toString();
    }
}
