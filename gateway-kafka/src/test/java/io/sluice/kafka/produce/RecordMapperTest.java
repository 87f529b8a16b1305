package io.sluice.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.route.Params;
import io.sluice.engine.spi.Delivery;
import io.sluice.engine.spi.ProduceSpec;
import io.sluice.engine.spi.ReplySpec;
import io.sluice.engine.template.Template;
import io.sluice.engine.template.TemplateScope;
import io.sluice.engine.trace.TraceContext;
import io.sluice.kafka.TestSpecs;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordMapperTest {
    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final TemplateScope SCOPE =
            TemplateScope.of(Params.of(Map.of("id", "a")), Identity.ANONYMOUS, "key", "key-1");
    private static final ProduceSpec SPEC = new ProduceSpec(
            "routes[0]",
            Template.compile("items"),
            Delivery.IN_SYNC_REPLICAS,
            null,
            TestSpecs.headers("zilla:x", "${params.id}-${idempotencyKey}", "x-b", "override"),
            "idempotency-key",
            null,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));

    private final RecordMapper mapper = new RecordMapper(SPEC);

    private static List<String> texts(Headers headers) {
        List<String> texts = new ArrayList<>();
        for (Header header : headers) {
            texts.add(header.key() + '=' + new String(header.value(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static ReplySpec reply(String... included) {
        return new ReplySpec(
                Template.compile("replies"),
                "reply-to",
                "correlation-id",
                "correlation-id",
                List.of(included),
                null,
                List.of());
    }

    private List<String> correlated(TestRequest head, String... included) {
        return texts(mapper.correlated(head, SCOPE, reply(included), "replies", TraceContext.of(head)));
    }

    @Test
    void aOneWayRecordHasItsContentTypeAndTheOverrides() {
        TestRequest head = TestRequest.of("PUT", "/items/a", "x-a", "1", "content-type", "text/plain", "x-b", "2");

        assertThat(texts(mapper.oneWay(head, SCOPE, null)))
                .containsExactly("content-type=text/plain", "zilla:x=a-key", "x-b=override");
        assertThat(texts(mapper.oneWay(TestRequest.of("PUT", "/items/a"), SCOPE, null)))
                .containsExactly("zilla:x=a-key", "x-b=override");
    }

    @Test
    void theRequestComesFirstAndTheCorrelationIdLast() {
        TestRequest head = TestRequest.of(
                "PUT", "/items/a?x=1", "x-b", "1", "accept", "a/b", "x-b", "2", "idempotency-key", "key");

        assertThat(correlated(head))
                .containsExactly(
                        ":scheme=http",
                        ":method=PUT",
                        ":path=/items/a?x=1",
                        ":authority=localhost:7114",
                        "x-b=1",
                        "accept=a/b",
                        "x-b=2",
                        "idempotency-key=key",
                        "reply-to=replies",
                        "zilla:x=a-key",
                        "x-b=override",
                        "correlation-id=key-1");
    }

    private static RecordMapper overriding(String... headers) {
        return new RecordMapper(new ProduceSpec(
                "routes[0]",
                Template.compile("items"),
                Delivery.IN_SYNC_REPLICAS,
                null,
                TestSpecs.headers(headers),
                "idempotency-key",
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1)));
    }

    @Test
    void aOneWayRecordHasTheTraceAndNothingOfAnInvalidOne() {
        RecordMapper plain = overriding();
        TestRequest traced =
                TestRequest.of("PUT", "/", "traceparent", PARENT, "tracestate", "a=1", "tracestate", "b=2");
        TestRequest broken = TestRequest.of("PUT", "/", "traceparent", PARENT + '0', "tracestate", "a=1");

        assertThat(texts(plain.oneWay(traced, SCOPE, TraceContext.of(traced))))
                .containsExactly("traceparent=" + PARENT, "tracestate=a=1,b=2");
        assertThat(texts(plain.oneWay(broken, SCOPE, TraceContext.of(broken)))).isEmpty();
    }

    @Test
    void aCorrelatedRecordHasTheTraceOnce() {
        TestRequest head = TestRequest.of("PUT", "/", "traceparent", PARENT, "tracestate", "a=1", "tracestate", "b=2");
        var span = Objects.requireNonNull(TraceContext.of(head)).child();

        assertThat(correlated(head))
                .filteredOn(text -> text.startsWith("trace"))
                .containsExactly("traceparent=" + PARENT, "tracestate=a=1,b=2");
        assertThat(texts(mapper.correlated(head, SCOPE, reply(), "replies", span)))
                .filteredOn(text -> text.startsWith("trace"))
                .containsExactly("traceparent=" + span.parent().text(), "tracestate=a=1,b=2");
    }

    @Test
    void aCorrelatedRecordOutsideOfATraceHasWhatTheRequestSays() {
        TestRequest head = TestRequest.of("PUT", "/", "traceparent", "mine", "tracestate", "a=1");

        assertThat(correlated(head)).contains("traceparent=mine", "tracestate=a=1");
    }

    @Test
    void overridesDecideOnTheTrace() {
        TestRequest head = TestRequest.of("PUT", "/", "traceparent", PARENT, "tracestate", "a=1");
        var context = TraceContext.of(head);
        RecordMapper parent = overriding("traceparent", "mine");
        RecordMapper state = overriding("TraceState", "mine");

        assertThat(texts(parent.oneWay(head, SCOPE, context))).containsExactly("traceparent=mine");
        assertThat(texts(state.oneWay(head, SCOPE, context)))
                .containsExactly("traceparent=" + PARENT, "TraceState=mine");
        assertThat(texts(parent.correlated(head, SCOPE, reply(), "replies", context)))
                .filteredOn(text -> text.startsWith("trace"))
                .containsExactly("traceparent=mine");
        assertThat(texts(parent.correlated(head, SCOPE, reply(), "replies", null)))
                .filteredOn(text -> text.startsWith("trace"))
                .containsExactly("traceparent=mine");
        assertThat(texts(state.correlated(head, SCOPE, reply(), "replies", null)))
                .contains("traceparent=" + PARENT, "TraceState=mine")
                .doesNotContain("tracestate=a=1");
    }

    @Test
    void whatConcernsTheConnectionStaysBehind() {
        TestRequest head = TestRequest.of(
                "PUT",
                "/",
                "connection",
                "close, X-Hop",
                "x-hop",
                "1",
                "keep-alive",
                "1",
                "te",
                "trailers",
                "trailer",
                "x",
                "transfer-encoding",
                "chunked",
                "upgrade",
                "h2c",
                "http2-settings",
                "x",
                "host",
                "h",
                "expect",
                "100-continue",
                "content-length",
                "3",
                "prefer",
                "wait=3",
                "proxy-connection",
                "x",
                "kept",
                "1");

        assertThat(correlated(head)).contains("kept=1").hasSize(4 + 1 + 4);
    }

    @Test
    void credentialsStayBehindUnlessTheRouteWantsThem() {
        TestRequest head =
                TestRequest.of("PUT", "/", "authorization", "Bearer x", "cookie", "a=b", "proxy-authorization", "y");

        assertThat(correlated(head)).hasSize(4 + 4);
        assertThat(correlated(head, "cookie")).contains("cookie=a=b").hasSize(4 + 1 + 4);
    }

    @Test
    void aClientCannotSayWhereRepliesGo() {
        TestRequest head = TestRequest.of("PUT", "/", "reply-to", "elsewhere", "correlation-id", "forged");

        assertThat(correlated(head))
                .contains("reply-to=replies", "correlation-id=key-1")
                .hasSize(4 + 4);
    }

    @ParameterizedTest
    @CsvSource({
        "http,example.org,example.org:80",
        "https,example.org,example.org:443",
        "http,example.org:8080,example.org:8080",
        "http,[::1],[::1]:80",
        "http,[::1]:7,[::1]:7",
        "http,'',''"
    })
    void theAuthorityNamesItsPort(String scheme, String authority, String expected) {
        assertThat(correlated(TestRequest.of("PUT", "/").to(scheme, authority))).contains(":authority=" + expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    AQIABA==/v1            | v1
                    "AQIABA==/v1"          | v1
                    "AQIABA==/a%22b%25"    | a"b%
                    "AQIABA=="             | "AQIABA=="
                    AQIABA==               | AQIABA==
                    *                      | *
                    "v1"                   | "v1"
                    W/"AQIABA==/v1"        | W/"AQIABA==/v1"
                    "AQIABA==/a", "x"      | "AQIABA==/a", "x"
                    "                      | "
                    "a/b"                  | "a/b"
                    """)
    void ofAConditionTheServiceSeesItsOwnTagOrAllOfIt(String sent, String seen) {
        assertThat(RecordMapper.ifMatch(sent)).isEqualTo(seen);
        assertThat(correlated(TestRequest.of("PUT", "/", "if-match", sent))).contains("if-match=" + seen);
    }
}
