package io.sluice.record.proxy;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.upstream.Forwarding;

/** Where a request to the proxy is meant to go. Immutable; any thread. */
public sealed interface Routing permits PathRouting, HeaderRouting, TargetRouting {

    /**
     * Where a request goes.
     *
     * @throws io.sluice.engine.http.ProblemException if it does not say; the detail tells how to say it
     */
    Forwarding route(HttpRequest request);

    /** Whether the host field of a request names where it goes, rather than the proxy. */
    default boolean isByHost() {
        return false;
    }
}
