package io.sluice.engine.observe;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.http.TestRequest;
import io.sluice.engine.trace.RequestTrace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An exchange that has ended, made up; starts as one that was answered with 200 and no body, in a millisecond. One thread. */
public final class TestExchange implements EndedExchange {
    /** When all of them began, in milliseconds since the epoch: 2024-05-01T10:00:00.123Z. */
    public static final long START = 1_714_557_600_123L;

    private final HttpFields.Builder answerFields = HttpFields.builder();
    private TestRequest request;
    private KeptBody requestBody = KeptBody.NONE;
    private KeptBody answerBody = KeptBody.NONE;
    private int status = 200;
    private boolean complete = true;
    private long nanos = 1_000_000;
    private Identity sender = Identity.ANONYMOUS;
    private String requestId = "abc-1";
    private RouteLabel route = RouteLabel.NONE;
    private @Nullable RecordPlace record;
    private @Nullable ProblemType problem;
    private @Nullable RequestTrace trace;

    private TestExchange(TestRequest request) {
        this.request = request;
    }

    /** A request for a target such as {@code /items?x=1}. */
    public static TestExchange of(String method, String target) {
        return new TestExchange(TestRequest.of(method, target));
    }

    /** Sent elsewhere. */
    public TestExchange to(String scheme, String authority) {
        request = request.to(scheme, authority);
        return this;
    }

    /** With one more field line of the request. */
    public TestExchange field(String name, String value) {
        request = request.with(name, value);
        return this;
    }

    /** With a text as body of the request, all of it kept. */
    public TestExchange body(String contentType, String text) {
        return field("content-type", contentType).body(kept(text));
    }

    /** With a body of the request. */
    public TestExchange body(KeptBody body) {
        requestBody = body;
        return this;
    }

    /** Answered with a status; 0: not at all. */
    public TestExchange answer(int value) {
        status = value;
        return this;
    }

    /** With one more field line of the response. */
    public TestExchange answerField(String name, String value) {
        answerFields.add(name, value);
        return this;
    }

    /** With a text as body of the response, all of it kept. */
    public TestExchange answerBody(String contentType, String text) {
        return answerField("content-type", contentType).answerBody(kept(text));
    }

    /** With a body of the response. */
    public TestExchange answerBody(KeptBody body) {
        answerBody = body;
        return this;
    }

    /** Answered with a problem and its status. */
    public TestExchange problem(ProblemType type) {
        problem = type;
        return answer(type.status());
    }

    /** Answered in part. */
    public TestExchange brokenOff() {
        complete = false;
        return this;
    }

    /** Ended after this time. */
    public TestExchange took(Duration time) {
        nanos = time.toNanos();
        return this;
    }

    /** Sent by somebody. */
    public TestExchange by(Identity identity) {
        sender = identity;
        return this;
    }

    /** With another id of the request. */
    public TestExchange id(String value) {
        requestId = value;
        return this;
    }

    /** About a record. */
    public TestExchange record(RecordPlace value) {
        record = value;
        return this;
    }

    /** On a route. */
    public TestExchange route(RouteLabel value) {
        route = value;
        return this;
    }

    /** In a trace; otherwise it stands where its sender said. */
    public TestExchange trace(RequestTrace value) {
        trace = value;
        return this;
    }

    private static KeptBody kept(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new KeptBody(bytes, bytes.length, true);
    }

    @Override
    public TestRequest request() {
        return request;
    }

    @Override
    public String protocol() {
        return "HTTP/1.1";
    }

    @Override
    public InetSocketAddress peer() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
    }

    @Override
    public Identity identity() {
        return sender;
    }

    @Override
    public RouteLabel route() {
        return route;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public @Nullable ProblemType problem() {
        return problem;
    }

    @Override
    public long requestBytes() {
        return requestBody.length();
    }

    @Override
    public long responseBytes() {
        return status == 0 ? 0 : answerBody.length();
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public boolean isComplete() {
        return complete && status != 0;
    }

    @Override
    public RequestTrace trace() {
        return trace == null ? RequestTrace.passing(request) : trace;
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public long startedAtMillis() {
        return START;
    }

    @Override
    public void forEachResponseHeader(BiConsumer<String, String> visitor) {
        answerFields.build().forEach(visitor);
    }

    @Override
    public KeptBody requestBody() {
        return requestBody;
    }

    @Override
    public KeptBody responseBody() {
        return answerBody;
    }

    @Override
    public @Nullable RecordPlace record() {
        return record;
    }
}
