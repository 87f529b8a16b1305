package io.sluice.record.replay;

import io.sluice.engine.http.ConnectionFields;
import io.sluice.record.exchange.NamedValues;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.exchange.RecordedRequest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recorded request as it is sent again.
 *
 * @param request the request; null if it cannot be sent
 * @param unsent the names of header fields that were redacted, and are not sent therefore
 * @param problem why it cannot be sent; null if it can
 */
record ReplayRequest(
        @Nullable HttpRequest request,
        List<String> unsent,
        @Nullable String problem) {
    /** Fields that belong to a connection or a message as it was, or that the client writes itself. */
    private static final Set<String> NOT_AGAIN =
            ConnectionFields.and("expect", "host", "accept-encoding", "proxy-authorization");

    static ReplayRequest of(RecordedRequest recorded, ReplaySettings settings) {
        List<String> unsent = new ArrayList<>();
        if (recorded.target().path().contains(RecordedExchange.REDACTED)) {
            return new ReplayRequest(null, unsent, "its path or query was redacted");
        }
        if (recorded.body() == null && recorded.headers().first("content-type") != null) {
            return new ReplayRequest(null, unsent, "its body was not recorded");
        }
        try {
            String base = settings.target().toString().replaceAll("/+$", "");
            var request = HttpRequest.newBuilder(
                            URI.create(base + recorded.target().path()))
                    .timeout(settings.timeout());
            headers(recorded.headers(), request, unsent);
            String body = Objects.requireNonNullElse(recorded.body(), "");
            request.method(
                    recorded.method().toUpperCase(Locale.ROOT),
                    body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
            return new ReplayRequest(request.build(), unsent, null);
        } catch (IllegalArgumentException e) {
            return new ReplayRequest(null, unsent, "it is not a valid request: " + e.getMessage());
        }
    }

    private static void headers(NamedValues headers, HttpRequest.Builder request, List<String> unsent) {
        headers.forEach((name, values) -> {
            if (values.stream().anyMatch(value -> value.contains(RecordedExchange.REDACTED))) {
                unsent.add(name);
            } else if (!NOT_AGAIN.contains(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
    }
}
