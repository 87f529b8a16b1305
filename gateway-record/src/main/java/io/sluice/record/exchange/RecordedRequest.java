package io.sluice.record.exchange;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The request of an exchange.
 *
 * @param timestamp when it was initiated; null when unknown
 * @param method its method, which becomes lower case
 * @param protocol {@code http} or {@code https}; null when unknown
 * @param host {@code HOST[:PORT]}; null when unknown
 * @param target its path and query
 * @param headers its header fields, names in lower case
 * @param body its body as text; empty when it had none, null when it was not recorded
 */
public record RecordedRequest(
        @Nullable Instant timestamp,
        String method,
        @Nullable String protocol,
        @Nullable String host,
        RecordedTarget target,
        NamedValues headers,
        @Nullable String body) {

    /** Lower-cases the method. */
    public RecordedRequest {
        method = requireNonNull(method, "method").toLowerCase(Locale.ROOT);
        requireNonNull(target, "target");
        requireNonNull(headers, "headers");
    }
}
