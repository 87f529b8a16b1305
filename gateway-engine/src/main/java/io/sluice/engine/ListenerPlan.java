package io.sluice.engine;

import io.sluice.config.fold.Listener;
import io.sluice.engine.flow.RequestHandler;
import java.util.Objects;

/**
 * An address to listen on and what happens to the requests that arrive there.
 *
 * @param listener as configured
 * @param handler thread-safe
 */
public record ListenerPlan(Listener listener, RequestHandler handler) {

    /** Checks for nulls. */
    public ListenerPlan {
        Objects.requireNonNull(listener, "listener");
        Objects.requireNonNull(handler, "handler");
    }
}
