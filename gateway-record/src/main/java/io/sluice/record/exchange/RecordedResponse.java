package io.sluice.record.exchange;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The response of an exchange.
 *
 * @param timestamp when it was completed; null when unknown
 * @param status its status, 100 to 599
 * @param headers its header fields, names in lower case
 * @param body its body as text; empty when it had none, null when it was not recorded
 */
public record RecordedResponse(
        @Nullable Instant timestamp,
        int status,
        NamedValues headers,
        @Nullable String body) {

    /** Checks the status. */
    public RecordedResponse {
        if (status < 100 || status > 599) {
            throw new IllegalArgumentException("status: " + status + " (expected: 100 to 599)");
        }
        requireNonNull(headers, "headers");
    }
}
