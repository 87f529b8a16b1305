package io.sluice.rest.stream;

import io.sluice.rest.consumer.Start;
import io.sluice.rest.format.Format;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a request for a stream of events says. Immutable.
 *
 * @param format how keys and values stand in events
 */
record StreamRequest(Beginning beginning, Format format) {

    /**
     * What a query says.
     *
     * @param lastEventId the request's field of this name; null for none
     * @throws io.sluice.rest.web.RestException 422 if it makes no sense
     */
    static StreamRequest of(Parameters query, @Nullable String lastEventId) {
        query.refuse(
                List.of("limit", "timeout", "max_bytes"),
                "is not for event streams, which go on until they are closed");
        return new StreamRequest(Beginning.of(query, Start.LATEST, lastEventId), format(query));
    }

    /** A browser cannot say it in {@code Accept}, and can do most with JSON. */
    private static Format format(Parameters query) {
        String text = query.text("format");
        if (text == null) {
            return Format.JSON;
        }
        return Arrays.stream(Format.values())
                .filter(format -> name(format).equals(text))
                .findFirst()
                .orElseThrow(() -> Parameters.wrong(
                        "format",
                        text,
                        "one of "
                                + Arrays.stream(Format.values())
                                        .map(StreamRequest::name)
                                        .collect(Collectors.joining(", "))));
    }

    private static String name(Format format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
