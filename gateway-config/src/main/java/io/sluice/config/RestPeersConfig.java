package io.sluice.config;

import static java.util.Objects.requireNonNull;

/**
 * {@code options.instances} of a {@code rest-kafka} binding: gateways that serve the same API side by side.
 *
 * @param address the URL that the others reach this gateway at
 * @param topic the compacted topic through which they know each other
 */
public record RestPeersConfig(Text address, String topic) {
    /** Default of {@code topic}. */
    public static final String DEFAULT_TOPIC = "_sluice_instances";

    /** Rejects missing parts. */
    public RestPeersConfig {
        requireNonNull(address, "address");
        requireNonNull(topic, "topic");
    }
}
