package io.sluice.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.route.Params;
import io.sluice.engine.spi.Delivery;
import io.sluice.engine.template.TemplateScope;
import io.sluice.kafka.TestCall;
import io.sluice.kafka.TestSpecs;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestPartsTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0";

    /** The correlation id of a request with these fields. */
    private static String id(String... fields) {
        TestCall call = TestCall.send(invocation -> {}, TestRequest.of("PUT", "/items/a", fields), Map.of(), "");
        var spec = TestSpecs.oneWay("items", Delivery.IN_SYNC_REPLICAS);
        var scope = TemplateScope.of(Params.of(Map.of("id", "a")), Identity.ANONYMOUS, "key", null);
        var parts = RequestParts.of(spec, scope, call, new byte[] {1}, new byte[] {2});
        return new CorrelationId(null).make("key", parts, "/items");
    }

    @Test
    void aRetryInAnotherTraceIsTheSameRequest() {
        String first = id("content-type", "a/b", "traceparent", PARENT + '1', "tracestate", "a=1");

        assertThat(id("content-type", "a/b", "traceparent", PARENT + '0')).isEqualTo(first);
        assertThat(id("content-type", "a/b")).isEqualTo(first);
        assertThat(id("content-type", "a/c")).isNotEqualTo(first);
    }
}
