package io.sluice.record.recorder;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.KeptBody;
import io.sluice.engine.observe.RecordPlace;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.trace.RequestTrace;
import io.sluice.engine.trace.TraceContext;
import io.sluice.engine.trace.TraceParent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An exchange that has ended, made up; starts as a GET that was answered with 200 and no body. One thread. */
final class Exchanges implements EndedExchange {
    static final long START = 1_714_557_600_123L; // 2024-05-01T10:00:00.123Z

    private String method = "GET";
    private String authority = "api.example.com";
    private String path = "/";
    private @Nullable String query;
    private final List<String> requestLines = new ArrayList<>();
    private final List<String> responseLines = new ArrayList<>();
    private KeptBody requestBody = KeptBody.NONE;
    private KeptBody responseBody = KeptBody.NONE;
    private int status = 200;
    private boolean complete = true;
    private String user = "";
    private String requestId = "abc-1";
    private RouteLabel route = RouteLabel.NONE;
    private @Nullable RecordPlace record;
    private @Nullable ProblemType problem;
    private @Nullable TraceParent trace;

    static Exchanges request(String method, String target) {
        var exchange = new Exchanges();
        int mark = target.indexOf('?');
        exchange.method = method;
        exchange.path = mark < 0 ? target : target.substring(0, mark);
        exchange.query = mark < 0 ? null : target.substring(mark + 1);
        return exchange;
    }

    Exchanges host(String value) {
        authority = value;
        return this;
    }

    Exchanges field(String name, String value) {
        requestLines.add(name.toLowerCase(Locale.ROOT));
        requestLines.add(value);
        return this;
    }

    Exchanges body(String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return field("content-type", contentType).body(new KeptBody(bytes, bytes.length, true));
    }

    Exchanges body(KeptBody body) {
        requestBody = body;
        return this;
    }

    Exchanges answer(int value) {
        status = value;
        return this;
    }

    Exchanges answerField(String name, String value) {
        responseLines.add(name.toLowerCase(Locale.ROOT));
        responseLines.add(value);
        return this;
    }

    Exchanges answerBody(String contentType, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return answerField("content-type", contentType).answerBody(new KeptBody(bytes, bytes.length, true));
    }

    Exchanges answerBody(KeptBody body) {
        responseBody = body;
        return this;
    }

    Exchanges problem(ProblemType type) {
        problem = type;
        return answer(type.status());
    }

    Exchanges brokenOff() {
        complete = false;
        return this;
    }

    Exchanges by(String name) {
        user = name;
        return this;
    }

    Exchanges id(String value) {
        requestId = value;
        return this;
    }

    Exchanges record(RecordPlace value) {
        record = value;
        return this;
    }

    Exchanges route(RouteLabel value) {
        route = value;
        return this;
    }

    Exchanges trace(TraceParent value) {
        trace = value;
        return this;
    }

    @Override
    public HttpRequest request() {
        return new Request();
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
        return new Identity() {
            @Override
            public String name(String guard) {
                return user;
            }

            @Override
            public @Nullable String attribute(String guard, String attribute) {
                return null;
            }

            @Override
            public String subject() {
                return user;
            }

            @Override
            public boolean grants(String guard, List<String> roles) {
                return false;
            }
        };
    }

    @Override
    public @Nullable RecordPlace record() {
        return record;
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
        return responseBody.length();
    }

    @Override
    public long nanos() {
        return 57_500_000;
    }

    @Override
    public boolean isComplete() {
        return complete && status != 0;
    }

    @Override
    public RequestTrace trace() {
        TraceParent parent = trace;
        return parent == null ? RequestTrace.NONE : () -> new TraceContext(parent, null);
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
        visit(responseLines, visitor);
    }

    @Override
    public KeptBody requestBody() {
        return requestBody;
    }

    @Override
    public KeptBody responseBody() {
        return responseBody;
    }

    private static void visit(List<String> lines, BiConsumer<String, String> visitor) {
        for (int i = 0; i < lines.size(); i += 2) {
            visitor.accept(lines.get(i), lines.get(i + 1));
        }
    }

    private final class Request implements HttpRequest {
        @Override
        public String method() {
            return method;
        }

        @Override
        public String scheme() {
            return "https";
        }

        @Override
        public String authority() {
            return authority;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public @Nullable String query() {
            return query;
        }

        @Override
        public @Nullable String header(String name) {
            return headers(name).stream().findFirst().orElse(null);
        }

        @Override
        public List<String> headers(String name) {
            List<String> values = new ArrayList<>();
            forEachHeader((field, value) -> {
                if (field.equals(Objects.requireNonNull(name))) {
                    values.add(value);
                }
            });
            return values;
        }

        @Override
        public void forEachHeader(BiConsumer<String, String> visitor) {
            visit(requestLines, visitor);
        }
    }
}
