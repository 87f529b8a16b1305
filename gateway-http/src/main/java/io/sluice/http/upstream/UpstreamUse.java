package io.sluice.http.upstream;

import io.sluice.engine.flow.Plan;
import io.sluice.engine.share.SharedParts;
import io.sluice.engine.spi.Proxy;

/** A client as one configuration uses it. */
record UpstreamUse(SharedParts.Lease<UpstreamProxy> lease) implements Proxy {

    @Override
    public Plan plan() {
        return lease.part()::start;
    }

    @Override
    public void start() {
        lease.part().start();
    }

    @Override
    public void drain() {
        lease.part().drain();
    }

    @Override
    public void close() {
        lease.close();
    }
}
