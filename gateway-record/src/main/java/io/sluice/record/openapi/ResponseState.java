package io.sluice.record.openapi;

import io.sluice.record.exchange.RecordedResponse;
import io.sluice.record.schema.LeftOut;

/** What the responses of an operation with one status have in common. One thread. */
final class ResponseState {
    private final ContentState content;
    private final ParameterStates headers;

    ResponseState(Rules rules) {
        this.content = new ContentState(rules);
        this.headers = new ParameterStates(rules.schemas());
    }

    /**
     * Learns from a response.
     *
     * @param bodiless whether the request was HEAD: content-type tells of a body that is not there
     */
    void observe(RecordedResponse response, boolean bodiless, LeftOut leftOut) {
        if (!bodiless) {
            content.observe(response.headers(), response.body(), leftOut);
        }
        headers.observe(response.headers(), Headers::isOwn, true, leftOut);
    }

    void mergeFrom(ResponseState other, LeftOut leftOut) {
        content.mergeFrom(other.content, leftOut);
        headers.mergeFrom(other.headers, leftOut);
    }

    ContentState content() {
        return content;
    }

    ParameterStates headers() {
        return headers;
    }
}
