package io.sluice.telemetry;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.trace.RequestTrace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Exchanges that have ended, made up. */
final class Exchanges {
    static final RouteLabel ITEM = new RouteLabel("proxy.routes[0]", "GET", "/items/{id}");

    private Exchanges() {}

    /** One that was answered with 200 and twelve bytes after a millisecond. */
    static Ended ok(String method, String path, @Nullable String query) {
        return new Ended(new Request(method, path, query, Map.of()), ITEM, 200, null, true, "", RequestTrace.NONE);
    }

    /** One that was answered with a problem. */
    static Ended problem(String path, @Nullable String query, ProblemType problem) {
        return new Ended(
                new Request("GET", path, query, Map.of()),
                RouteLabel.NONE,
                problem.status(),
                problem,
                true,
                "",
                RequestTrace.NONE);
    }

    record Request(String method, String path, @Nullable String query, Map<String, String> fields)
            implements HttpRequest {
        @Override
        public String scheme() {
            return "http";
        }

        @Override
        public String authority() {
            return fields.getOrDefault("host", "example.com");
        }

        @Override
        public @Nullable String header(String name) {
            return fields.get(name);
        }

        @Override
        public List<String> headers(String name) {
            String value = fields.get(name);
            return value == null ? List.of() : List.of(value);
        }

        @Override
        public void forEachHeader(BiConsumer<String, String> visitor) {
            fields.forEach(visitor);
        }
    }

    record Ended(
            Request request,
            RouteLabel route,
            int status,
            @Nullable ProblemType problem,
            boolean isComplete,
            String user,
            RequestTrace trace)
            implements EndedExchange {

        Ended aborted() {
            return new Ended(request, route, 0, null, false, user, trace);
        }

        /** The same for a request with these fields. */
        Ended with(Map<String, String> fields) {
            var other = new Request(request.method, request.path, request.query, fields);
            return new Ended(other, route, status, problem, isComplete, user, RequestTrace.passing(other));
        }

        /** The same in the trace that a tracer makes of it. */
        Ended in(RequestTrace other) {
            return new Ended(request, route, status, problem, isComplete, user, other);
        }

        Ended by(String name) {
            return new Ended(request, route, status, problem, isComplete, name, trace);
        }

        @Override
        public String protocol() {
            return "HTTP/1.1";
        }

        @Override
        public @Nullable InetSocketAddress peer() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 4711);
        }

        @Override
        public Identity identity() {
            return new Identity() {
                @Override
                public @Nullable String name(String guard) {
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
        public long requestBytes() {
            return 0;
        }

        @Override
        public long responseBytes() {
            return status == 0 ? 0 : 12;
        }

        @Override
        public long nanos() {
            return 1_000_000;
        }

        @Override
        public String requestId() {
            return "abc-1";
        }
    }
}
