package io.sluice.http.guard;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.route.Params;
import org.jspecify.annotations.Nullable;

/** Binds to each request who sent it, then hands it on. Immutable. */
final class GuardedHandler implements RequestHandler {
    private final Gate gate;
    private final @Nullable Gate second;
    private final RequestHandler handler;

    /**
     * A handler behind one gate or two.
     *
     * @param handler called on the I/O thread, and never for a request that has ended meanwhile
     */
    GuardedHandler(Gate gate, @Nullable Gate second, RequestHandler handler) {
        this.gate = gate;
        this.second = second;
        this.handler = handler;
    }

    @Override
    public void handle(Invocation invocation) {
        gate.identify(invocation, identity -> {
            if (second == null) {
                proceed(invocation, identity);
            } else {
                second.identify(invocation, other -> proceed(invocation, new TwoIdentities(identity, other)));
            }
        });
    }

    private void proceed(Invocation invocation, Identity identity) {
        if (!invocation.isEnded()) {
            invocation.bind(Params.none(), identity);
            handler.handle(invocation);
        }
    }
}
