package io.sluice.engine.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {

    /** The first example of the http-kafka binding's reference, as route names. */
    private static final RouteTable<String> CORRELATED = RouteTable.<String>builder()
            .add("list", List.of(condition("GET", "/items")))
            .add("item", List.of(condition("GET", "/items/{id}")))
            .add(
                    "update",
                    List.of(condition("PUT", "/items/{id}"), condition("GET", "/items/{id};cid={correlationId}")))
            .build();

    private static final RouteTable<String> CRUD = RouteTable.<String>builder()
            .add("create", List.of(condition("POST", "/items")))
            .add("list", List.of(condition("GET", "/items")))
            .add("item", List.of(condition("GET", "/items/{id}")))
            .add("write", List.of(condition(null, "/items/{id}")))
            .build();

    private static RouteCondition condition(@Nullable String method, @Nullable String path) {
        return new RouteCondition(MethodPattern.compile(method), path == null ? null : PathPattern.compile(path));
    }

    private static String describe(RouteResult<String> result) {
        if (result instanceof RouteResult.Match<String> match) {
            return match.value() + " " + match.params();
        }
        return "refused " + ((RouteResult.Miss<String>) result).refused();
    }

    private static String lookup(RouteTable<String> table, String method, String path) {
        return describe(table.lookup(method, path, value -> true));
    }

    @Test
    void findsTheSameForEverySenderWhoeverAskedBefore() {
        RouteTable<String> table = RouteTable.<String>builder()
                .add("admins", List.of(condition("GET", "/items/{id}")))
                .add("readers", List.of(condition("GET", "/items/{key}")))
                .build();

        for (int i = 0; i < 2; i++) {
            assertThat(describe(table.lookup("GET", "/items/1", "readers"::equals)))
                    .isEqualTo("readers {key=1}");
            assertThat(describe(table.lookup("GET", "/items/1", "admins"::equals)))
                    .isEqualTo("admins {id=1}");
            assertThat(describe(table.lookup("GET", "/items/1", value -> false)))
                    .isEqualTo("refused admins");
        }
    }

    @Test
    void tellsMethodsOfOnePathApartHoweverOftenItIsAskedFor() {
        for (int i = 0; i < 2; i++) {
            assertThat(lookup(CRUD, "GET", "/items/1")).isEqualTo("item {id=1}");
            assertThat(lookup(CRUD, "HEAD", "/items/1")).isEqualTo("item {id=1}");
            assertThat(lookup(CRUD, "DELETE", "/items/1")).isEqualTo("write {id=1}");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | /items             | list {}",
                "GET  | /items/1           | item {id=1}",
                "PUT  | /items/1           | update {id=1}",
                "GET  | /items/1;cid=k-abc | update {id=1, correlationId=k-abc}",
                "HEAD | /items/1           | item {id=1}",
                "PUT  | /items/1;cid=k-abc | refused null",
                "GET  | /items/1/2         | refused null",
                "GET  | *                  | refused null"
            })
    void routesTheCorrelatedExample(String method, String path, String expected) {
        assertThat(lookup(CORRELATED, method, path)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST    | /items   | create {}",
                "GET     | /items/1 | item {id=1}",
                "HEAD    | /items/1 | item {id=1}",
                "DELETE  | /items/1 | write {id=1}",
                "OPTIONS | /items/1 | refused null",
                "TRACE   | /items/1 | refused null"
            })
    void routesTheCrudExample(String method, String path, String expected) {
        assertThat(lookup(CRUD, method, path)).isEqualTo(expected);
    }

    @Test
    void prefersARouteThatNamesHead() {
        var table = RouteTable.<String>builder()
                .add("get", List.of(condition("GET", "/x")))
                .add("head", List.of(condition("HEAD", "/x")))
                .build();

        assertThat(lookup(table, "HEAD", "/x")).isEqualTo("head {}");
    }

    @Test
    void tellsTheMethodsOfAPath() {
        assertThat(CORRELATED.methods("/items/1")).containsExactly("GET", "PUT");
        assertThat(CRUD.methods("/items")).containsExactly("POST", "GET");
        assertThat(CRUD.methods("/items/1")).containsExactly("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
        assertThat(CRUD.methods("/nothing")).isEmpty();
    }

    @Test
    void skipsRoutesThatAreNotAuthorised() {
        var table = RouteTable.<String>builder()
                .add("guarded", List.of(condition("GET", "/x")))
                .add("open", List.of())
                .build();

        assertThat(describe(table.lookup("GET", "/x", value -> !value.equals("guarded"))))
                .isEqualTo("open {}");
        assertThat(describe(table.lookup("GET", "/x", value -> false))).isEqualTo("refused guarded");
        assertThat(describe(table.lookup("HEAD", "/x", value -> false))).isEqualTo("refused guarded");
        assertThat(describe(table.lookup("PUT", "/y", value -> false))).isEqualTo("refused open");
    }

    @Test
    void verifiesFewConditionsHoweverManyRoutesThereAre() {
        RouteTable.Builder<String> builder = RouteTable.builder();
        for (int i = 0; i < 10_000; i++) {
            builder.add("list" + i, List.of(condition("GET", "/topic" + i)));
            builder.add(
                    "item" + i,
                    List.of(condition("GET", "/topic" + i + "/{id}"), condition("PUT", "/topic" + i + "/{id}")));
        }
        builder.add("files", List.of(condition("GET", "/files/*")));
        RouteTable<String> table = builder.build();

        assertThat(lookup(table, "GET", "/topic9999/7")).isEqualTo("item9999 {id=7}");
        assertThat(table.candidates("/topic9999/7")).isEqualTo(2);
        assertThat(table.candidates("/topic5000")).isEqualTo(1);
        assertThat(table.candidates("/unknown/7")).isZero();
        assertThat(table.candidates("/files/a/b/c")).isEqualTo(1);
    }

    @Test
    void findsWhatAScanOfAllRoutesFinds() {
        var random = new Random(42);
        int matches = 0;
        for (int round = 0; round < 2_000; round++) {
            List<RouteCondition> conditions = randomConditions(random);
            RouteTable.Builder<Integer> builder = RouteTable.builder();
            for (int i = 0; i < conditions.size(); i++) {
                builder.add(i, List.of(conditions.get(i)));
            }
            RouteTable<Integer> table = builder.build();
            for (int i = 0; i < 20; i++) {
                String path = randomPath(random);
                int refused = random.nextInt(conditions.size());

                RouteResult<Integer> result = table.lookup("GET", path, value -> value != refused);

                Integer expected = scan(conditions, path, refused);
                assertThat(result instanceof RouteResult.Match<Integer> match ? match.value() : null)
                        .as(conditions + " on " + path)
                        .isEqualTo(expected);
                matches += expected == null ? 0 : 1;
            }
        }
        assertThat(matches).isGreaterThan(1_000);
    }

    private static @Nullable Integer scan(List<RouteCondition> conditions, String path, int refused) {
        for (int i = 0; i < conditions.size(); i++) {
            RouteCondition condition = conditions.get(i);
            boolean matches = condition.path() == null
                    || Objects.requireNonNull(condition.path()).match(path) != null;
            if (matches && condition.method().matches("GET") && i != refused) {
                return i;
            }
        }
        return null;
    }

    private static List<RouteCondition> randomConditions(Random random) {
        List<String> segments = List.of("a", "b", "{x}", "a{x}", "{x};v={y}", "a;v=b", "*", "{x*}", "a*", "");
        List<RouteCondition> conditions = new ArrayList<>();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            var path = new StringBuilder();
            for (int depth = 1 + random.nextInt(3); depth > 0; depth--) {
                String segment = segments.get(random.nextInt(segments.size()));
                path.append('/').append(segment.replace("{x", "{x" + depth).replace("{y", "{y" + depth));
            }
            String method = random.nextInt(4) == 0 ? "PUT" : null;
            conditions.add(condition(method, random.nextInt(20) == 0 ? null : path.toString()));
        }
        return conditions;
    }

    private static String randomPath(Random random) {
        List<String> segments = List.of("a", "b", "ab", "a;v=b", "c;v=1", "a%2Fb", "%61", "a%3Bv=b", "");
        var path = new StringBuilder();
        for (int depth = 1 + random.nextInt(4); depth > 0; depth--) {
            path.append('/').append(segments.get(random.nextInt(segments.size())));
        }
        return path.toString();
    }
}
