package io.sluice.record.proxy;

import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.upstream.AddressRule;
import io.sluice.engine.upstream.Origin;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the proxy may send requests, so that it is no open relay by accident. A server that the user names may be anywhere;
 * any other must have a public address, and only a proxy for this machine alone serves others at all. Immutable; any thread.
 */
public final class TargetPolicy implements AddressRule {
    private final List<HostPattern> allowed;
    private final @Nullable Origin target;
    private final OwnAddress self;

    /**
     * A policy.
     *
     * @param allowed the hosts that the user names
     * @param target the one server that everything goes to, which the user named too; null when requests say it
     * @param self how the proxy is reached
     */
    public TargetPolicy(List<HostPattern> allowed, @Nullable Origin target, OwnAddress self) {
        this.allowed = List.copyOf(allowed);
        this.target = target;
        this.self = Objects.requireNonNull(self, "self");
    }

    /**
     * Checks what can be told before the name is resolved.
     *
     * @throws ProblemException if no request may go there
     */
    void check(Origin origin) {
        boolean everything = self.isLoopback() || allowed.stream().anyMatch(HostPattern::isEverything);
        if (!everything && !isNamed(origin)) {
            throw new ProblemException(
                    ProblemType.UPSTREAM_FORBIDDEN,
                    "The recorder serves other machines, and sends requests to hosts that it was told to only: start it with"
                            + " --allow-host " + hostOption(origin) + ".");
        }
    }

    @Override
    public boolean allows(Origin origin, InetAddress address) {
        return !self.isReached(origin, address) && (isNamed(origin) || PublicAddresses.contain(address));
    }

    @Override
    public String refusal(Origin origin) {
        return "The recorder sends requests to private and local addresses only when it is told to, and "
                + origin.authority() + " has no other: start it with --allow-host " + hostOption(origin) + ".";
    }

    /** Whether the user names a host to be one of the proxy's own names. */
    boolean isNamed(String host) {
        return allowed.stream().anyMatch(pattern -> !pattern.isEverything() && pattern.matchesHost(host));
    }

    private boolean isNamed(Origin origin) {
        return origin.equals(target)
                || allowed.stream().anyMatch(pattern -> !pattern.isEverything() && pattern.matches(origin));
    }

    private static String hostOption(Origin origin) {
        return origin.host().indexOf(':') < 0 ? origin.host() : '[' + origin.host() + ']';
    }
}
