package io.sluice.engine.spi;

import io.sluice.config.fold.ProxyTarget;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;

/** A proxy whose plan answers with its name and the route that matched. */
public final class FakeProxy implements Proxy {
    private final ProxyTarget target;

    /** A proxy for a binding. */
    public FakeProxy(ProxyTarget target) {
        this.target = target;
    }

    @Override
    public Plan plan() {
        return invocation -> invocation.complete(HttpResponse.of(
                200,
                HttpFields.of(
                        "x-route",
                        target.name().name() + " " + invocation.route().route())));
    }

    @Override
    public void start() {}

    @Override
    public void drain() {}

    @Override
    public void close() {}
}
