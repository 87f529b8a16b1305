package io.sluice.record.exchange;

import org.jspecify.annotations.Nullable;

/** What was read of a response so far. */
final class ResponseParts {
    @Nullable String timestamp;

    @Nullable String status;

    NamedValues headers = NamedValues.NONE;

    @Nullable String body;

    @Nullable String bodyAsJson;

    /**
     * Builds the response.
     *
     * @param omitted whether its body was not recorded
     */
    RecordedResponse build(boolean omitted) throws InvalidExchangeException {
        if (status == null) {
            throw new InvalidExchangeException("no response.statusCode");
        }
        try {
            String text = body(body, bodyAsJson);
            return new RecordedResponse(
                    Timestamps.parse(timestamp), (int) Double.parseDouble(status), headers, omitted ? null : text);
        } catch (IllegalArgumentException e) {
            throw new InvalidExchangeException("response.statusCode is not a number from 100 to 599");
        }
    }

    static @Nullable String body(@Nullable String body, @Nullable String bodyAsJson) {
        return (body == null || body.isEmpty()) && bodyAsJson != null ? bodyAsJson : body;
    }
}
