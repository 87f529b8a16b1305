package io.sluice.engine.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceParentTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-" + TRACE + '-' + SPAN + "-01";

    private static TraceParent parse(String field) {
        return Objects.requireNonNull(TraceParent.parse(field), field);
    }

    @Test
    void namesTraceAndSpan() {
        assertThat(parse(SAMPLED)).isEqualTo(new TraceParent(TRACE, SPAN, true)).returns(SAMPLED, TraceParent::text);
        assertThat(parse("00-" + TRACE + '-' + SPAN + "-00").isSampled()).isFalse();
    }

    @Test
    void ofTheFlagsOnlyTheOneForSamplingCounts() {
        assertThat(parse("00-" + TRACE + '-' + SPAN + "-ff").text()).isEqualTo(SAMPLED);
        assertThat(parse("00-" + TRACE + '-' + SPAN + "-fe").isSampled()).isFalse();
    }

    @Test
    void laterVersionsAreReadAsFarAsTheyAreTheSame() {
        assertThat(parse("01-" + TRACE + '-' + SPAN + "-01").text()).isEqualTo(SAMPLED);
        assertThat(parse("cc-" + TRACE + '-' + SPAN + "-01-what-the-future-brings")
                        .text())
                .isEqualTo(SAMPLED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-011",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.more",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-600f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473\u0665-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902bx-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0F",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
                " 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void anythingElseIsNone(String field) {
        assertThat(TraceParent.parse(field)).isNull();
    }

    @Test
    void newSpansAreValidAndDifferent() {
        TraceParent root = TraceParent.root(true);
        TraceParent child = root.child();

        assertThat(TraceParent.parse(root.text())).isEqualTo(root);
        assertThat(TraceParent.parse(child.text())).isEqualTo(child);
        assertThat(child.traceId()).isEqualTo(root.traceId());
        assertThat(child.spanId()).isNotEqualTo(root.spanId());
        assertThat(TraceParent.root(false).child().isSampled()).isFalse();
        assertThat(TraceParent.root(true).traceId()).isNotEqualTo(root.traceId());
    }
}
