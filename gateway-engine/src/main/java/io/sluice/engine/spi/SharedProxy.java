package io.sluice.engine.spi;

import io.sluice.engine.flow.Plan;
import io.sluice.engine.share.SharedParts;

/** A proxy as one configuration uses it: others may use the same, and closing it gives it back. */
public record SharedProxy(SharedParts.Lease<? extends Proxy> lease) implements Proxy {

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
