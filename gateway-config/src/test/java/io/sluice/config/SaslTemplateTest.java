package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaslTemplateTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '~', textBlock = """
            {identity}             | <identity>
            web-{identity}@x       | web-<identity>@x
            {identity}{credentials}| <identity><credentials>
            {attributes.a.b}       | <attributes.a.b>
            {{identity}}           | {<identity>}
            {Identity} {}          | {Identity} {}
            {attributes.}          | {attributes.}
            fixed                  | fixed
            """, delimiter = '|')
    void fillsPlaceholdersAndLeavesTheRest(String text, String expected) {
        assertThat(SaslTemplate.compile(text).fill(name -> "<" + name + ">")).isEqualTo(expected);
    }

    @Test
    void takesAValueThatLooksLikeAPlaceholderAsItIs() {
        assertThat(SaslTemplate.compile("{identity}:{credentials}").fill(name -> "{credentials}"))
                .isEqualTo("{credentials}:{credentials}");
    }

    @Test
    void tellsItsPlaceholdersAndNotItsText() {
        var template = SaslTemplate.compile("secret{identity}{attributes.x}{identity}");

        assertThat(template.placeholders()).containsExactly("identity", "attributes.x");
        assertThat(template).asString().doesNotContain("secret");
    }
}
