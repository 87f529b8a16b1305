package io.sluice.engine.spi;

import io.sluice.engine.template.Template;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a produce route gets its replies ({@code reply-to}, {@code async}, {@code options.correlation}).
 *
 * <p>With {@code async}, a GET or HEAD in whose params {@link #CORRELATION_ID} is bound is a follow-up: it asks for the
 * reply of an earlier request, and binds all parameters of {@code replyTo} and {@code async}, but not necessarily those of
 * the other templates.
 *
 * @param replyTo the topic that replies arrive on
 * @param replyToHeader the record header that names the reply topic
 * @param correlationIdHeader the record header of the request's correlation id
 * @param replyCorrelationIdHeader the record header of the reply's correlation id
 * @param includeHeaders lower-case names of request headers that are copied although they carry credentials
 * @param secret the key of the correlation id's hashes; null for unkeyed ones
 * @param async the response headers of 202, in configuration order; empty if the route knows no asynchronous requests
 */
public record ReplySpec(
        Template replyTo,
        String replyToHeader,
        String correlationIdHeader,
        String replyCorrelationIdHeader,
        List<String> includeHeaders,
        @Nullable Secret secret,
        List<HeaderSpec> async) {

    /** The path parameter that makes a GET a follow-up. */
    public static final String CORRELATION_ID = "correlationId";

    /** Copies the lists. */
    public ReplySpec {
        Objects.requireNonNull(replyTo, "replyTo");
        Objects.requireNonNull(replyToHeader, "replyToHeader");
        Objects.requireNonNull(correlationIdHeader, "correlationIdHeader");
        Objects.requireNonNull(replyCorrelationIdHeader, "replyCorrelationIdHeader");
        includeHeaders = List.copyOf(includeHeaders);
        async = List.copyOf(async);
    }
}
