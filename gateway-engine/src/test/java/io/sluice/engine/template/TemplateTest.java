package io.sluice.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.TestIdentity;
import io.sluice.engine.flow.TestInvocation;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.route.Params;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {
    private static final Identity ALICE = TestIdentity.of("jwt", "alice").with("tenant", "acme");

    private static TemplateScope scope(Params params) {
        return TemplateScope.of(params, ALICE, "key-1", "key-1-abc");
    }

    private static TemplateScope scope(String name, String value) {
        return scope(Params.of(Map.of(name, value)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain                                     | plain",
                "''                                        | ''",
                "$5 {x} $ }                                | $5 {x} $ }",
                "${params.id}                              | 7",
                "k-${params.id}-${params.id}               | k-7-7",
                "${params.id}${params.id}                  | 77",
                "${idempotencyKey}                         | key-1",
                "${correlationId}!                         | key-1-abc!",
                "${guarded['jwt'].identity}                | alice",
                "${guarded['jwt'].attributes.tenant}/x     | acme/x",
                "${guarded['other'].identity}              | ''",
                "a${guarded['jwt'].attributes.none}b       | ab",
                "$${params.id}                             | $7"
            })
    void rendersExpressions(String text, String expected) {
        var template = Template.compile(text);

        String rendered = template.render(scope("id", "7"));

        assertThat(rendered).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$1", "$0", "\\", "a\\$b", "${params.id}", "${params.other}", "${", "}", "%7B"})
    void insertsValuesVerbatim(String value) {
        var template = Template.compile("<${params.id}|${params.id}>");

        String rendered = template.render(scope("id", value));

        assertThat(rendered).isEqualTo("<" + value + "|" + value + ">");
    }

    @Test
    void handsOutTheValueItselfWhenItIsAllThereIs() {
        String value = new String("an id");

        String rendered = Template.compile("${params.id}").render(scope("id", value));

        assertThat(rendered).isSameAs(value);
    }

    @Test
    void keepsUriValuesWithinTheirSegment() {
        var template = Template.compile("/items/${params.id};cid=${correlationId}");

        String location = template.renderUri(scope("id", "a/b;c d?ä~._-"));

        assertThat(location).isEqualTo("/items/a%2Fb%3Bc%20d%3F%C3%A4~._-;cid=key-1-abc");
    }

    @Test
    void knowsWhatItUses() {
        var template = Template.compile(
                "${params.a}${params.b}${params.a}${idempotencyKey}${correlationId}${guarded['g'].identity}"
                        + "${guarded['h'].attributes.x}");

        assertThat(template.params()).containsExactlyInAnyOrder("a", "b");
        assertThat(template.guards()).containsExactlyInAnyOrder("g", "h");
        assertThat(template.usesIdempotencyKey()).isTrue();
        assertThat(template.usesCorrelationId()).isTrue();
        assertThat(template.isLiteral()).isFalse();
        assertThat(template.text()).startsWith("${params.a}").isEqualTo(template.toString());
    }

    @Test
    void knowsThatItIsLiteral() {
        var template = Template.compile("items");

        assertThat(template.isLiteral()).isTrue();
        assertThat(template.params()).isEmpty();
        assertThat(template.guards()).isEmpty();
        assertThat(template.usesIdempotencyKey()).isFalse();
        assertThat(template.usesCorrelationId()).isFalse();
        assertThat(template).isEqualTo(Template.compile("items")).hasSameHashCodeAs(Template.compile("items"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a${params.id               | '\"${params.id\" lacks its closing brace'",
                "${params.item-id}          | 'unknown expression ${params.item-id} (expected: ${params.name}, the name of letters, digits and _)'",
                "${params.}                 | 'unknown expression ${params.} (expected: ${params.name}, the name of letters, digits and _)'",
                "${guarded[jwt].identity}   | 'unknown expression ${guarded[jwt].identity} (expected: ${guarded[''guard''].identity} or ${guarded[''guard''].attributes.name})'",
                "${}                        | 'unknown expression ${} (expected: ${params.name}, ${idempotencyKey}, ${correlationId}, ${guarded[''guard''].identity} or ${guarded[''guard''].attributes.name})'"
            })
    void saysWhatIsWrongWithAnExpression(String text, String message) {
        assertThatThrownBy(() -> Template.compile(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"${params.other}", "${idempotencyKey}", "${correlationId}"})
    void refusesToRenderWhatTheScopeLacks(String text) {
        var template = Template.compile(text);
        var scope = TemplateScope.of(new TestInvocation(TestRequest.get("/")));

        assertThatThrownBy(() -> template.render(scope))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("not bound in this request");
    }

    @Test
    void takesParamsAndIdentityFromTheInvocation() {
        var invocation = new TestInvocation(TestRequest.get("/items/7"));
        invocation.bind(Params.of(Map.of("id", "7")), ALICE);

        String rendered =
                Template.compile("${params.id} ${guarded['jwt'].identity}").render(TemplateScope.of(invocation));

        assertThat(rendered).isEqualTo("7 alice");
    }

    @Test
    void rendersRandomTextsAsTheirPartsSay() {
        var random = new Random(42);
        for (int round = 0; round < 5_000; round++) {
            var text = new StringBuilder();
            var expected = new StringBuilder();
            Map<String, String> values = new LinkedHashMap<>();
            for (int parts = random.nextInt(6); parts > 0; parts--) {
                String value = randomText(random, "ab$\\{}/1");
                if (random.nextBoolean()) {
                    String name = "p" + values.size();
                    values.put(name, value);
                    text.append("${params.").append(name).append('}');
                } else {
                    value = value.replace("$", "");
                    text.append(value);
                }
                expected.append(value);
            }

            String rendered = Template.compile(text.toString()).render(scope(Params.of(values)));

            assertThat(rendered).as(text.toString()).isEqualTo(expected.toString());
        }
    }

    @Test
    void compilesOrRejectsWhateverIsThrownAtIt() {
        var random = new Random(43);
        for (int round = 0; round < 20_000; round++) {
            String text = randomText(random, "${}params.id['g]uarded");

            try {
                assertThat(Template.compile(text).text()).isEqualTo(text);
            } catch (IllegalArgumentException e) {
                assertThat(text).contains("${");
            }
        }
    }

    private static String randomText(Random random, String alphabet) {
        return random.ints(random.nextInt(8), 0, alphabet.length())
                .mapToObj(i -> String.valueOf(alphabet.charAt(i)))
                .reduce("", String::concat);
    }
}
