package io.sluice.engine.spi;

/**
 * How many senders are connected to a cluster in their own name at one moment. Counts only: who they are is nobody's
 * business. Immutable.
 *
 * @param connected those with a place, of {@code options.limits.users}
 * @param limit {@code options.limits.users}
 * @param refused credentials that brokers have refused lately, and that are not shown to them again for the moment
 */
public record UserHealth(int connected, int limit, int refused) {}
