package io.sluice.rest;

import io.sluice.engine.flow.Plan;
import io.sluice.engine.share.SharedParts;
import io.sluice.engine.spi.Proxy;

/** A proxy as one configuration uses it. */
record ProxyUse(SharedParts.Lease<RestProxy> lease) implements Proxy {

    @Override
    public Plan plan() {
        return lease.part().plan();
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
