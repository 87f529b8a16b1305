package io.sluice.kafka.produce;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.spi.ProduceSpec;
import io.sluice.engine.spi.ReplySpec;
import io.sluice.engine.template.Template;
import io.sluice.engine.template.TemplateScope;
import io.sluice.engine.trace.RecordSpan;
import io.sluice.engine.trace.RequestTrace;
import io.sluice.engine.trace.TraceContext;
import io.sluice.kafka.cluster.TopicNames;
import io.sluice.kafka.reply.ReplyTopics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** A route with {@code capability: produce}: makes a record of the request and answers as the route says. Immutable. */
public final class ProducePlan implements Plan {
    private final ProduceSpec spec;
    private final RecordMapper mapper;
    private final Senders senders;
    private final @Nullable ReplyRoute replies;
    private final boolean usesIdempotencyKey;

    private ProducePlan(ProduceSpec spec, Senders senders, ReplyTopics replyTopics) {
        ReplySpec reply = spec.reply();
        this.spec = spec;
        this.mapper = new RecordMapper(spec);
        this.senders = senders;
        this.usesIdempotencyKey = (spec.key() != null && spec.key().usesIdempotencyKey())
                || spec.overrides().stream()
                        .anyMatch(override -> override.value().usesIdempotencyKey());
        this.replies = reply == null ? null : new ReplyRoute(reply, replyTopics);
    }

    /**
     * Compiles a route and tells which reply topic it needs.
     *
     * @throws io.sluice.engine.spi.InvalidSpecException if the reply topic cannot be used like this
     */
    public static ProducePlan compile(ProduceSpec spec, Senders senders, ReplyTopics replyTopics) {
        ReplySpec reply = spec.reply();
        if (reply != null) {
            replyTopics.need(reply.replyTo(), reply.replyCorrelationIdHeader());
        }
        return new ProducePlan(spec, senders, replyTopics);
    }

    @Override
    public void start(Invocation invocation) {
        ReplyRoute route = replies;
        if (route == null) {
            invocation.readBody(body -> oneWay(invocation, body));
        } else if (route.isFollowUp(invocation)) {
            FollowUp.start(invocation, route, spec.maxWait());
        } else {
            invocation.readBody(body -> correlated(invocation, route, body));
        }
    }

    private void oneWay(Invocation invocation, byte[] body) {
        // A random key comes from a shared secure generator; one that nothing refers to is not made.
        String idempotencyKey = usesIdempotencyKey
                ? IdempotencyKey.of(invocation.request(), spec.idempotencyHeader())
                : IdempotencyKey.sent(invocation.request(), spec.idempotencyHeader());
        var scope = TemplateScope.of(invocation.params(), invocation.identity(), idempotencyKey, null);
        byte[] value = invocation.request().method().equals("DELETE") ? null : body;
        String topic = topic(scope);
        RequestTrace trace = invocation.trace();
        RecordSpan span = trace.write(topic);
        var headers = mapper.oneWay(invocation.request(), scope, handedOn(trace, span));
        var record = new ProducerRecord<byte[], byte[]>(topic, null, key(scope), value, headers);
        OneWay.start(invocation, sender(invocation, span), record, spec);
    }

    private void correlated(Invocation invocation, ReplyRoute route, byte[] body) {
        String idempotencyKey = IdempotencyKey.of(invocation.request(), spec.idempotencyHeader());
        var scope = TemplateScope.of(invocation.params(), invocation.identity(), idempotencyKey, null);
        String replyTo = route.topic(scope);
        byte[] key = key(scope);
        String id = route.correlationId(
                invocation, idempotencyKey, replyTo, RequestParts.of(spec, scope, invocation, key, body));
        var identified = TemplateScope.of(invocation.params(), invocation.identity(), idempotencyKey, id);
        String topic = topic(scope);
        RequestTrace trace = invocation.trace();
        RecordSpan span = trace.write(topic);
        var headers = mapper.correlated(invocation.request(), identified, route.spec(), replyTo, handedOn(trace, span));
        var record = new ProducerRecord<byte[], byte[]>(topic, null, key, body, headers);
        new CorrelatedRequest(invocation, sender(invocation, span), route, spec, record, id)
                .start(route.replies(replyTo));
    }

    private static @Nullable TraceContext handedOn(RequestTrace trace, @Nullable RecordSpan span) {
        return span == null ? trace.context() : span.context();
    }

    private RecordSender sender(Invocation invocation, @Nullable RecordSpan span) {
        RecordSender sender = senders.of(invocation.identity());
        return span == null ? sender : new ObservedSender(sender, record -> span::ended);
    }

    private String topic(TemplateScope scope) {
        return usable(spec.topic(), scope);
    }

    /** A topic's name; one that a request made up has to be a possible one. */
    static String usable(Template template, TemplateScope scope) {
        String topic = template.render(scope);
        if (!template.isLiteral() && !TopicNames.isUsable(topic)) {
            throw new ProblemException(ProblemType.NOT_FOUND, "The path names no topic that could exist.");
        }
        return topic;
    }

    private byte @Nullable [] key(TemplateScope scope) {
        Template key = spec.key();
        return key == null ? null : key.render(scope).getBytes(StandardCharsets.UTF_8);
    }
}
