package io.sluice.engine.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.TestIdentity;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.route.Params;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeparationTest {
    private static final String KEY = "${guarded['g'].identity}/${params.id}";

    private static String render(String text, String sender, String id) {
        return render(text, TestIdentity.of("g", sender), id);
    }

    private static String render(String text, Identity sender, String id) {
        return Template.compile(text)
                .separated()
                .render(TemplateScope.of(Params.of(Map.of("id", id)), sender, "key", null));
    }

    @Test
    void rendersAsEver() {
        assertThat(render(KEY, "alice", "7/8")).isEqualTo("alice/7/8");
        assertThat(render("x-${guarded['g'].identity}", "a/b", "7")).isEqualTo("x-a/b");
        assertThat(render("${params.id}", "a/b", "7/8")).isEqualTo("7/8");
        assertThat(render(KEY, Identity.ANONYMOUS, "7")).isEqualTo("/7");
    }

    @Test
    void refusesSendersWhoseNameWouldReachIntoTheRest() {
        assertThatThrownBy(() -> render(KEY, "a/b", "c"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.FORBIDDEN));
    }

    @Test
    void refusesValuesThatWouldReachIntoTheName() {
        assertThatThrownBy(() -> render("${params.id}@${guarded['g'].identity}", "acme", "x@y"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.BAD_REQUEST));
    }

    @Test
    void refusesWhoIsKnownWithoutWhatTheTextNeeds() {
        assertThatThrownBy(() -> render("${guarded['g'].attributes.tenant}/${params.id}", "alice", "7"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(ProblemType.FORBIDDEN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${guarded['g'].identity}${params.id}",
                "${params.id}${guarded['g'].identity}",
                "${params.id}/${idempotencyKey}${guarded['g'].identity}"
            })
    void needsSomethingBetween(String text) {
        assertThatThrownBy(() -> Template.compile(text).separated())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("nothing separates");
    }

    @Test
    void neverGivesTwoSendersTheSameText() {
        var random = new Random(7);
        List<String> texts =
                List.of(KEY, "${params.id}/${guarded['g'].identity}", "a${guarded['g'].identity}//${params.id}");
        for (String text : texts) {
            Map<String, String> owners = new HashMap<>();
            for (int round = 0; round < 20_000; round++) {
                String sender = word(random);
                try {
                    String owner = owners.putIfAbsent(render(text, sender, word(random)), sender);
                    assertThat(owner == null ? sender : owner).as(text).isEqualTo(sender);
                } catch (ProblemException e) {
                    assertThat(e.problem().type().status()).isIn(400, 403);
                }
            }
            assertThat(owners).hasSizeGreaterThan(20);
        }
    }

    /** One to four of the characters that matter. */
    private static String word(Random random) {
        var word = new StringBuilder();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            word.append("ab/".charAt(random.nextInt(3)));
        }
        return word.toString();
    }
}
