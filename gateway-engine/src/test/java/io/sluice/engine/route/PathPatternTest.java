package io.sluice.engine.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/items                           | /items               | {}",
                "/                                | /                    | {}",
                "/items/{id}                      | /items/1             | {id=1}",
                "/items/{item_id2}                | /items/x             | {item_id2=x}",
                "/items/{id}                      | /items/a%20b         | {id=a b}",
                "/items/{id}                      | /items/a%2Fb%3bc     | {id=a/b;c}",
                "/items/{id}                      | /items/%C3%A4%e2%82%ac | {id=\u00e4\u20ac}",
                "/items/{id}                      | /items/%252F         | {id=%2F}",
                "/items/{id}                      | /items/%7Bparams.id%7D | {id={params.id}}",
                "/items/{id};cid={correlationId}  | /items/1;cid=k-2     | {id=1, correlationId=k-2}",
                "/items/{id};{correlationId}      | /items/1;k-2         | {id=1, correlationId=k-2}",
                "/{a}/{b}                         | /x/y                 | {a=x, b=y}",
                "/{a}-{b}                         | /x-y-z               | {a=x-y, b=z}",
                "/{a}{b}                          | /xyz                 | {a=xy, b=z}",
                "/{a}.json                        | /x.json.json         | {a=x.json}",
                "/v{major}.{minor}/x              | /v1.2.3/x            | {major=1.2, minor=3}",
                "/files/{path*}                   | /files/a/b;c         | {path=a/b;c}",
                "/files/{path*}/end               | /files/a/end/b/end   | {path=a/end/b}",
                "/{tenant}/{path*}                | /t/a/b               | {tenant=t, path=a/b}",
                "/items*                          | /items               | {}",
                "/items/*                         | /items/a/b;c         | {}",
                "/items/*/end                     | /items//end          | {}",
                "/*/{id}                          | /a/b/c               | {id=c}",
                "*                                | *                    | {}",
                "*                                | /x                   | {}",
                "{all*}                           | /x/y                 | {all=/x/y}",
                "/a.b                             | /a.b                 | {}",
                "/a(b)+[c]$^                      | /a(b)+[c]$^          | {}",
                "/a%20b                           | /a%20b               | {}",
                "/a%20b                           | /%61%20b             | {}",
                "/100%                            | /100%25              | {}"
            })
    void bindsParameters(String pattern, String path, String params) {
        assertThat(PathPattern.compile(pattern).match(path)).hasToString(params);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/items                           | /items/",
                "/items                           | /Items",
                "/items                           | /items;v=2",
                "/items/{id}                      | /items/",
                "/items/{id}                      | /items",
                "/items/{id}                      | /items/1/2",
                "/items/{id}                      | /items/1/",
                "/items/{id}                      | /items/1;v=2",
                "/items/{id}                      | /items/1;cid=k-2",
                "/items/{id}                      | /items;v/1",
                "/items/{id};cid={correlationId}  | /items/1",
                "/items/{id};cid={correlationId}  | /items/1;cid=",
                "/items/{id};cid={correlationId}  | /items/1%3Bcid=k-2",
                "/items/{id};cid={correlationId}  | /items/1;cid=k;x",
                "/items/x                         | /items%2Fx",
                "/{a}-{b}                         | /x-",
                "/{a}-{b}                         | /x/-y",
                "/{a}{b}                          | /x",
                "/files/{path*}                   | /files/",
                "/items/*/end                     | /items/end",
                "/a.b                             | /axb",
                "/x                               | *"
            })
    void doesNotMatch(String pattern, String path) {
        assertThat(PathPattern.compile(pattern).match(path)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/x/{id         | '\"/x/{id\" lacks a closing brace'",
                "/{item-id}     | 'parameter {item-id}: a name has letters, digits and _, and does not start with a digit'",
                "/{1a}          | 'parameter {1a}: a name has letters, digits and _, and does not start with a digit'",
                "/{}            | 'parameter {}: a name has letters, digits and _, and does not start with a digit'",
                "/{a}/{a*}      | 'parameter {a} stands twice in \"/{a}/{a*}\"'",
                "items          | '\"items\" does not start with /'",
                "{id}           | '\"{id}\" does not start with /'",
                "''             | '\"\" does not start with /'"
            })
    void saysWhatIsWrongWithAPattern(String pattern, String message) {
        assertThatThrownBy(() -> PathPattern.compile(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/items/%",
                "/items/%2",
                "/items/%zz",
                "/items/%2\u0665",
                "/items/%C3",
                "/items/%C0%AF",
                "/%ED%A0%80"
            })
    void rejectsInvalidEscapes(String path) {
        var pattern = PathPattern.compile("/items/{id}");

        assertThatThrownBy(() -> pattern.match(path))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.BAD_REQUEST));
    }

    @Test
    void doesNotBacktrackOnHostilePaths() {
        var pattern = PathPattern.compile("/{a}-{b}-{c}-{d}-{e}-{f}-{g}-{h}x*y*z{r*}!");
        String path = "/" + "-".repeat(20_000);

        Assertions.assertTimeout(
                Duration.ofSeconds(5), () -> assertThat(pattern.match(path)).isNull());
    }

    @Test
    void comparesAsWritten() {
        var pattern = PathPattern.compile("/items/{id}");

        assertThat(pattern).isEqualTo(PathPattern.compile("/items/{id}")).isNotEqualTo(PathPattern.compile("/items"));
        assertThat(pattern)
                .hasSameHashCodeAs(PathPattern.compile("/items/{id}"))
                .hasToString("/items/{id}");
        assertThat(pattern.names()).containsExactly("id");
    }
}
