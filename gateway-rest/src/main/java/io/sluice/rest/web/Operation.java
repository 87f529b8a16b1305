package io.sluice.rest.web;

import java.util.List;
import java.util.Objects;

/**
 * One operation of the API.
 *
 * @param method such as {@code GET}, which serves HEAD too
 * @param path such as <code>/topics/{topic}</code>
 * @param takes media types of the request's body; empty when it has none
 * @param offers media types of the response, the preferred one first
 * @param handler called on the I/O thread; see {@link Handler}
 */
public record Operation(String method, String path, List<String> takes, List<String> offers, Handler handler) {

    /** Copies the lists. */
    public Operation {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(path, "path");
        takes = List.copyOf(takes);
        offers = List.copyOf(offers);
        Objects.requireNonNull(handler, "handler");
    }

    /** Does what a request asks for. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Starts a call. On its I/O thread; must not block. Ends the call now or later, from any thread.
         *
         * @throws RestException to end it at once
         */
        void handle(Call call);
    }

    /** An operation that reads. */
    public static Operation get(String path, List<String> offers, Handler handler) {
        return new Operation("GET", path, List.of(), offers, handler);
    }
}
