package io.sluice.engine.listen;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.Problem;
import java.util.Objects;

/** Applies the {@code overrides} of an {@code http} server before its routes are tried. Immutable. */
public final class OverridingHandler implements RequestHandler {
    private final HttpFields overrides;
    private final RequestHandler next;

    /** A handler before another one. */
    public OverridingHandler(HttpFields overrides, RequestHandler next) {
        this.overrides = Objects.requireNonNull(overrides, "overrides");
        this.next = Objects.requireNonNull(next, "next");
    }

    @Override
    public void handle(Invocation invocation) {
        invocation.override(overrides);
        next.handle(invocation);
    }

    @Override
    public void refuse(Invocation invocation, Problem problem) {
        next.refuse(invocation, problem);
    }
}
