package io.sluice.kafka.produce;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.route.Params;
import io.sluice.engine.spi.HeaderSpec;
import io.sluice.engine.spi.ReplySpec;
import io.sluice.engine.template.TemplateScope;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an asynchronous request's reply is found: the headers of 202 ({@code with.async}). Immutable. */
final class Location {
    private static final Set<String> URI_FIELDS = Set.of("content-location", "link", "location");

    private final ReplySpec reply;

    Location(ReplySpec reply) {
        this.reply = reply;
    }

    /** Whether the route knows asynchronous requests. */
    boolean isConfigured() {
        return !reply.async().isEmpty();
    }

    /** The answer that a request has been accepted. */
    HttpResponse accepted(Params params, String correlationId, @Nullable String preferenceApplied) {
        var scope = TemplateScope.of(params, Identity.ANONYMOUS, null, correlationId);
        var fields = HttpFields.builder();
        for (HeaderSpec header : reply.async()) {
            boolean uri = URI_FIELDS.contains(header.name().toLowerCase(Locale.ROOT));
            fields.add(
                    header.name(),
                    uri ? header.value().renderUri(scope) : header.value().render(scope));
        }
        fields.addIfPresent("preference-applied", preferenceApplied);
        return HttpResponse.of(202, fields.build());
    }

    /**
     * What a correlation id is bound to: the reply topic, the location as it is without an id, and the sender if a guard
     * knows it, so that nobody else gets its replies.
     */
    String binding(Params params, String replyTo, Identity sender) {
        var scope = TemplateScope.of(params, Identity.ANONYMOUS, null, "");
        var binding = new StringBuilder(replyTo);
        if (!sender.subject().isEmpty()) {
            binding.append('\n').append(sender.subject().length()).append(':').append(sender.subject());
        }
        for (HeaderSpec header : reply.async()) {
            if (header.value().usesCorrelationId()) {
                binding.append('\n').append(header.value().renderUri(scope));
            }
        }
        return binding.toString();
    }
}
