package io.sluice.engine.spi;

import io.sluice.config.fold.ProxyTarget;

/** Makes proxies for the compiler. */
@FunctionalInterface
public interface ProxyProvider {

    /**
     * A proxy that is not started: no thread, no connection. Whoever opens it closes it.
     *
     * @throws InvalidSpecException if the configuration cannot be met
     */
    Proxy open(ProxyTarget target);
}
