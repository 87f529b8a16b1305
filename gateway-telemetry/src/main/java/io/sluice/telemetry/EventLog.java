package io.sluice.telemetry;

import io.sluice.config.BindingName;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.observe.ExchangeObserver;
import io.sluice.engine.observe.RouteLabel;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Writes a line for what happens at one listener, as Zilla's {@code stdout} exporter does:
 * {@code <namespace.binding> [dd/MMM/yyyy:HH:mm:ss Z] [request id] EVENT text}. Thread-safe.
 */
public final class EventLog implements ExchangeObserver {
    private static final String TOKEN = "access_token"; // RFC 6750 section 2.3

    private final LineWriter writer;
    private final String listener;
    private final String refusal;
    private final Set<String> secret;

    /**
     * A log.
     *
     * @param binding the {@code http} server
     * @param guard the type of its guard, such as {@code jwt}, in upper case
     * @param credentials names of query parameters whose values are never written; {@code access_token} never is
     */
    public EventLog(LineWriter writer, BindingName binding, String guard, Set<String> credentials) {
        this.writer = writer;
        this.listener = binding.namespace() + '.' + binding.name();
        this.refusal = "GUARD_" + guard + "_AUTHORIZATION_FAILED";
        this.secret = new HashSet<>(credentials);
        secret.add(TOKEN);
    }

    @Override
    public void ended(EndedExchange exchange) {
        if (!exchange.route().equals(RouteLabel.NONE)) {
            write(exchange, "BINDING_HTTP_REQUEST_ACCEPTED");
        }
        ProblemType problem = exchange.problem();
        if (problem == ProblemType.UNAUTHENTICATED || problem == ProblemType.FORBIDDEN) {
            write(exchange, refusal);
        } else if (problem == ProblemType.TOPIC_FORBIDDEN) {
            write(exchange, "BINDING_KAFKA_AUTHORIZATION_FAILED");
        }
    }

    private void write(EndedExchange exchange, String event) {
        HttpRequest request = exchange.request();
        long millis = System.currentTimeMillis();
        String id = exchange.requestId();
        String method = request.method();
        String target = request.scheme() + "://" + request.authority() + RequestTarget.of(request, secret);
        writer.write(
                target.length() + method.length() + id.length() + 256,
                () -> listener + " [" + AccessFormat.DATE.format(Instant.ofEpochMilli(millis)) + "] [" + id + "] "
                        + event + ' ' + VisibleText.of(method) + ' ' + VisibleText.of(target));
    }
}
