package io.sluice.kafka.produce;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.spi.ReplySpec;
import io.sluice.engine.template.TemplateScope;
import io.sluice.kafka.reply.Replies;
import io.sluice.kafka.reply.ReplyTopics;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a route with {@code reply-to} knows of its replies. Immutable. */
final class ReplyRoute {
    private final ReplySpec spec;
    private final ReplyTopics topics;
    private final Location location;
    private final CorrelationId ids;

    ReplyRoute(ReplySpec spec, ReplyTopics topics) {
        this.spec = spec;
        this.topics = topics;
        this.location = new Location(spec);
        this.ids = new CorrelationId(spec.secret());
    }

    ReplySpec spec() {
        return spec;
    }

    Location location() {
        return location;
    }

    /** Whether a request asks for the reply of an earlier one. */
    boolean isFollowUp(Invocation invocation) {
        String method = invocation.request().method();
        return location.isConfigured()
                && (method.equals("GET") || method.equals("HEAD"))
                && invocation.params().get(ReplySpec.CORRELATION_ID) != null;
    }

    /**
     * The reply topic of a request.
     *
     * @throws ProblemException with 404 if the request makes up a name that no topic can have
     */
    String topic(TemplateScope scope) {
        return ProducePlan.usable(spec.replyTo(), scope);
    }

    /**
     * The replies on a topic.
     *
     * @throws ProblemException with 502 or 503 if they cannot be had
     */
    Replies replies(String topic) {
        Replies replies = topics.get(topic, spec.replyCorrelationIdHeader());
        Problem problem = replies == null
                ? Problem.of(ProblemType.OVERLOADED, "Too many reply topics are open at the moment.")
                : replies.unavailable();
        if (replies == null || problem != null) {
            throw new ProblemException(
                    problem == null ? Problem.of(ProblemType.NOT_READY, "The replies are not ready.") : problem);
        }
        return replies;
    }

    String correlationId(
            Invocation invocation, String idempotencyKey, String topic, List<byte @Nullable []> requestParts) {
        return ids.make(
                idempotencyKey, requestParts, location.binding(invocation.params(), topic, invocation.identity()));
    }

    /** Whether a correlation id was made for the location that a request names, and for its sender. */
    boolean isAt(String correlationId, Invocation invocation, String topic) {
        return ids.belongsTo(correlationId, location.binding(invocation.params(), topic, invocation.identity()));
    }
}
