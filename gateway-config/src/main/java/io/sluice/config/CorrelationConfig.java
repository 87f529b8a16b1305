package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code options.correlation} of an {@code http-kafka} binding.
 *
 * @param replyToHeader Kafka header that names the reply topic
 * @param correlationIdHeader Kafka header that ties a reply to its request
 * @param includeHeaders lower-case request headers that go into the record although they carry credentials
 * @param secret key of the correlation id's hash; null for an unkeyed hash
 */
public record CorrelationConfig(
        String replyToHeader,
        String correlationIdHeader,
        List<String> includeHeaders,
        @Nullable Secret secret) {
    /** The names that Zilla uses, no further headers, no key. */
    public static final CorrelationConfig DEFAULT =
            new CorrelationConfig("zilla:reply-to", "zilla:correlation-id", List.of(), null);

    /** Copies the list. */
    public CorrelationConfig {
        requireNonNull(replyToHeader, "replyToHeader");
        requireNonNull(correlationIdHeader, "correlationIdHeader");
        includeHeaders = List.copyOf(includeHeaders);
    }
}
