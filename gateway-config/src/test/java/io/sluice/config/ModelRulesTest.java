package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ModelRulesTest {
    private static final Location AT = new Location("zilla.yaml", 14, 9, "bindings.x.routes[2].exit");

    @Test
    void problemsReadAsPlacePathAndMessage() {
        assertThat(ConfigProblem.error(AT, "no binding named \"kafka_x\""))
                .hasToString("zilla.yaml:14:9: bindings.x.routes[2].exit: no binding named \"kafka_x\"");
        assertThat(ConfigProblem.warning(new Location("z", 1, 1, ""), "odd")).hasToString("z:1:1: warning: odd");
    }

    @Test
    void exceptionsCarryAllProblems() {
        ConfigProblem problem = ConfigProblem.error(AT, "wrong");

        InvalidConfigException exception = new InvalidConfigException(List.of(problem, problem));

        assertThat(exception.problems()).hasSize(2);
        assertThat(exception).hasMessage(problem + "\n" + problem);
    }

    @Test
    void locationsStartAtOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Location("z", 0, 1, ""));
        assertThat(new Location("z", 1, 1, "").member("a").member("b").path()).isEqualTo("a.b");
    }

    @Test
    void secretsHideTheirValue() {
        CorrelationConfig correlation = new CorrelationConfig("a", "b", List.of(), new Secret("hidden"));

        assertThat(correlation.toString()).doesNotContain("hidden");
    }

    @Test
    void bindingNamesResolveWithinAndAcrossNamespaces() {
        assertThat(BindingName.resolve("here", "x")).hasToString("here:x");
        assertThat(BindingName.resolve("here", "there:x")).isEqualTo(new BindingName("there", "x"));
    }

    @Test
    void defaultsAreZillasOrDocumented() {
        assertThat(IdempotencyConfig.DEFAULT.header()).isEqualTo("idempotency-key");
        assertThat(CorrelationConfig.DEFAULT)
                .isEqualTo(new CorrelationConfig("zilla:reply-to", "zilla:correlation-id", List.of(), null));
        assertThat(WaitLimits.DEFAULT.maxWait()).isEqualTo(Duration.ofMinutes(1));
        assertThat(HttpLimits.DEFAULT)
                .isEqualTo(new HttpLimits(
                        1_047_552, 32_768, 100_000, 100_000, Duration.ofMinutes(1), Duration.ofSeconds(30)));
        assertThat(ClusterLimits.DEFAULT).isEqualTo(new ClusterLimits(33_554_432, 67_108_864, 100, 100));
        assertThat(MergeConfig.defaults(AT).patchPath().value()).isEqualTo("/-");
    }

    @Test
    void limitsRejectValuesOutsideTheirRange() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpLimits(0, 1024, 1, 1, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpLimits(1, 1023, 1, 1, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpLimits(1, 1024, 0, 1, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpLimits(1, 1024, 1, -1, second, second));
        assertThatIllegalArgumentException().isThrownBy(() -> new HttpLimits(1, 1024, 1, 1, Duration.ZERO, second));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HttpLimits(1, 1024, 1, 1, second, Duration.ofDays(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new ClusterLimits(1, 1 << 20, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ClusterLimits(1 << 20, 1 << 20, 0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ClusterLimits(1 << 20, 1 << 20, 1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new WaitLimits(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new PortRange(AT, 5, 4));
    }

    @Test
    void emptyFiltersAndAsyncWithoutReplyTopicAreRejected() {
        Text text = new Text("x", AT);

        assertThatIllegalArgumentException().isThrownBy(() -> new FilterConfig(AT, null, Map.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProduceConfig(
                        AT,
                        text,
                        Acks.NONE,
                        null,
                        Map.of(),
                        null,
                        null,
                        Map.of("location", text),
                        ProduceConfig.DEFAULT_TIMEOUT));
    }

    @Test
    void suggestsTheNearestWordOnlyWhenItIsNear() {
        assertThat(Suggestion.of("topc", List.of("path", "topic"))).isEqualTo(" (did you mean \"topic\"?)");
        assertThat(Suggestion.of("elephant", List.of("path", "topic"))).isEmpty();
        assertThat(Suggestion.of("x".repeat(1000), List.of("x".repeat(999)))).isEmpty();
    }

    @Test
    void quotesShortAndWithoutControlCharacters() {
        assertThat(Quoted.of("a\nb\u202e")).isEqualTo("\"a?b?\"");
        assertThat(Quoted.bare("y".repeat(200))).hasSize(83).endsWith("...");
    }
}
