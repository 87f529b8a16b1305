package io.sluice.record.exchange;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request and the response it got.
 *
 * @param request the request
 * @param response the response; null when there was none
 * @param meta what else is known, as JSON values: text, numbers, booleans, lists and maps. They must not change any more
 */
public record RecordedExchange(
        RecordedRequest request, @Nullable RecordedResponse response, Map<String, ? extends @Nullable Object> meta) {

    /** What stands in the place of a value that was left out because it is secret. */
    public static final String REDACTED = "***";

    /** Copies the outer map, whose order stays. */
    public RecordedExchange {
        requireNonNull(request, "request");
        meta = meta.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(meta));
    }
}
