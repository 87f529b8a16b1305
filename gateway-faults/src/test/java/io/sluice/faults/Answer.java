package io.sluice.faults;

import java.net.http.HttpHeaders;
import java.util.Map;

/**
 * The end of one request.
 *
 * @param status 0 when the connection broke, so that nobody knows what became of the request
 */
record Answer(int status, HttpHeaders headers, String body) {
    /** The connection broke before the answer was there. */
    static final Answer BROKEN = new Answer(0, HttpHeaders.of(Map.of(), (name, value) -> true), "");

    boolean isBroken() {
        return status == 0;
    }

    /** Whether the request was turned down, so that it had no effect. */
    boolean isRefusal() {
        return status == 502 || status == 503;
    }

    /** Whether the request may have had its effect although nobody said so. */
    boolean isUnknown() {
        return isBroken() || status == 504;
    }

    /** A header field; empty when it is not there. */
    String field(String name) {
        return headers.firstValue(name).orElse("");
    }
}
