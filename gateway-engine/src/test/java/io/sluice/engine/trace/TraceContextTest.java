package io.sluice.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.flow.TestInvocation;
import io.sluice.engine.http.TestRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TraceContextTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private static TestRequest request(String... fields) {
        return TestRequest.of("GET", "/", fields);
    }

    private static @Nullable String state(String... lines) {
        TestRequest request = request("traceparent", PARENT);
        for (String line : lines) {
            request = request.with("tracestate", line);
        }
        return Objects.requireNonNull(TraceContext.of(request)).state();
    }

    @Test
    void isWhatTheRequestCameWith() {
        TraceContext context = TraceContext.of(request("traceparent", PARENT, "tracestate", "a=1,b=2"));

        assertThat(context).isEqualTo(new TraceContext(Objects.requireNonNull(TraceParent.parse(PARENT)), "a=1,b=2"));
    }

    @Test
    void isNoneWithoutOneValidParent() {
        assertThat(TraceContext.of(request("tracestate", "a=1"))).isNull();
        assertThat(TraceContext.of(request("traceparent", "00-x", "tracestate", "a=1")))
                .isNull();
        assertThat(TraceContext.of(request("traceparent", PARENT, "traceparent", PARENT)))
                .isNull();
    }

    @Test
    void linesOfTheStateAreOneList() {
        assertThat(state("a=1", "b=2")).isEqualTo("a=1,b=2");
        assertThat(state()).isNull();
        assertThat(state(" ")).isNull();
    }

    @Test
    void aStateThatIsTooLongLosesItsLastMembers() {
        String first = "a=" + "x".repeat(298);
        String second = "b=" + "x".repeat(209);

        assertThat(state(first, second)).hasSize(512);
        assertThat(state(first, second + 'x')).isEqualTo(first);
        assertThat(state("a=" + "x".repeat(600))).isNull();
    }

    @Test
    void aStateOfOtherCharactersIsLeftOut() {
        assertThat(state("a=\u00e9")).isNull();
        assertThat(state("a=\u007f")).isNull();
    }

    @Test
    void aChildKeepsTraceAndState() {
        TraceContext context =
                Objects.requireNonNull(TraceContext.of(request("traceparent", PARENT, "tracestate", "a=1")));

        TraceContext child = context.child();

        assertThat(child.state()).isEqualTo("a=1");
        assertThat(child.parent().traceId()).isEqualTo(context.parent().traceId());
        assertThat(child.parent().spanId()).isNotEqualTo(context.parent().spanId());
    }

    @Test
    void aRequestStandsWhereItsSenderSaid() {
        var inTrace = new TestInvocation(request("traceparent", PARENT)).trace();

        assertThat(Objects.requireNonNull(inTrace.context()).parent().text()).isEqualTo(PARENT);
        assertThat(inTrace.write("items")).isNull();
        assertThat(new TestInvocation(request()).trace().context()).isNull();
    }
}
