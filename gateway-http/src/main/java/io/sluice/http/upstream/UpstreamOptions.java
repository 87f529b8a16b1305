package io.sluice.http.upstream;

import io.sluice.config.ForwardedMode;
import io.sluice.config.UpstreamLimits;
import io.sluice.config.UpstreamTimeouts;
import io.sluice.engine.upstream.AddressRule;
import java.util.Objects;

/**
 * How a client behaves. Immutable.
 *
 * @param limits for each origin
 * @param connections the most to all origins together
 * @param retries how often a request is sent again that can be, 0 to 2
 * @param versions what is spoken
 * @param addresses what may be connected to
 */
public record UpstreamOptions(
        UpstreamLimits limits,
        int connections,
        UpstreamTimeouts timeouts,
        ForwardedMode forwarded,
        int retries,
        UpstreamVersions versions,
        AddressRule addresses) {
    /** The highest value of {@code retries}. */
    public static final int MAX_RETRIES = 2;
    /** The defaults of the configuration. */
    public static final UpstreamOptions DEFAULT = new UpstreamOptions(
            UpstreamLimits.DEFAULT,
            UpstreamLimits.DEFAULT.connections(),
            UpstreamTimeouts.DEFAULT,
            ForwardedMode.REPLACE,
            1,
            UpstreamVersions.BOTH,
            AddressRule.ANY);

    /** Checks the ranges. */
    public UpstreamOptions {
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(timeouts, "timeouts");
        Objects.requireNonNull(forwarded, "forwarded");
        Objects.requireNonNull(versions, "versions");
        Objects.requireNonNull(addresses, "addresses");
        if (connections < 1) {
            throw new IllegalArgumentException("connections: " + connections + " (expected: 1 or more)");
        }
        if (retries < 0 || retries > MAX_RETRIES) {
            throw new IllegalArgumentException("retries: " + retries + " (expected: 0.." + MAX_RETRIES + ")");
        }
    }

    /** The same with other limits for each origin, and for all together. */
    public UpstreamOptions withLimits(UpstreamLimits each, int all) {
        return new UpstreamOptions(each, all, timeouts, forwarded, retries, versions, addresses);
    }

    /** The same with other timeouts. */
    public UpstreamOptions withTimeouts(UpstreamTimeouts other) {
        return new UpstreamOptions(limits, connections, other, forwarded, retries, versions, addresses);
    }

    /** The same, and servers are told something else about clients. */
    public UpstreamOptions withForwarded(ForwardedMode mode) {
        return new UpstreamOptions(limits, connections, timeouts, mode, retries, versions, addresses);
    }

    /** The same with another number of times that a request is sent again. */
    public UpstreamOptions withRetries(int times) {
        return new UpstreamOptions(limits, connections, timeouts, forwarded, times, versions, addresses);
    }

    /** The same speaking something else. */
    public UpstreamOptions withVersions(UpstreamVersions spoken) {
        return new UpstreamOptions(limits, connections, timeouts, forwarded, retries, spoken, addresses);
    }

    /** The same with another rule about addresses. */
    public UpstreamOptions withAddresses(AddressRule rule) {
        return new UpstreamOptions(limits, connections, timeouts, forwarded, retries, versions, rule);
    }
}
