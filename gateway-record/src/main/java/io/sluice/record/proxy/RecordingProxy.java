package io.sluice.record.proxy;

import io.sluice.config.Quoted;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.RouteLabel;
import io.sluice.engine.upstream.Forwarding;
import io.sluice.engine.upstream.Origin;
import io.sluice.engine.upstream.Upstream;
import java.util.Objects;

/**
 * Sends each request on to where it says. From then on the request shows the server's scheme, authority and path in the
 * place of the proxy's, and has {@link #ROUTE}: so it is recorded as if it had been sent there. Immutable; called on I/O
 * threads.
 */
public final class RecordingProxy implements RequestHandler {
    /** The route of what was sent on. */
    public static final RouteLabel ROUTE = new RouteLabel("record", "*", "/**");

    private static final String CONNECT = "CONNECT";

    private final Routing routing;
    private final TargetPolicy policy;
    private final OwnAddress self;
    private final Upstream upstream;
    private final ForwardedHead head = new ForwardedHead();

    /** A proxy; the upstream asks the same policy about addresses. */
    public RecordingProxy(Routing routing, TargetPolicy policy, OwnAddress self, Upstream upstream) {
        this.routing = Objects.requireNonNull(routing, "routing");
        this.policy = Objects.requireNonNull(policy, "policy");
        this.self = Objects.requireNonNull(self, "self");
        this.upstream = Objects.requireNonNull(upstream, "upstream");
    }

    @Override
    public void handle(Invocation invocation) {
        HttpRequest request = invocation.request();
        Forwarding forwarding;
        HttpFields overrides;
        try {
            checkHost(request);
            forwarding = routing.route(request);
            checkLoop(forwarding.origin());
            policy.check(forwarding.origin());
            overrides = head.overrides(request, forwarding);
        } catch (ProblemException e) {
            invocation.fail(e.problem());
            return;
        }
        invocation.override(overrides);
        invocation.matched(ROUTE);
        upstream.forward(invocation, forwarding);
    }

    @Override
    public void refuse(Invocation invocation, Problem problem) {
        boolean connect = invocation.request().method().equals(CONNECT);
        invocation.fail(
                connect
                        ? Problem.of(
                                ProblemType.BAD_REQUEST,
                                "The recorder is no forward proxy that tunnels CONNECT: it could not see what it is to"
                                        + " record. Send requests to it as to a server; its --help says how.")
                        : problem);
    }

    /**
     * A web page whose name was made to resolve to this machine (DNS rebinding) would send its own name: a proxy that listens
     * for this machine only does not answer to names of others.
     */
    private void checkHost(HttpRequest request) {
        if (routing.isByHost() || !self.isLoopback() || request.authority().isEmpty()) {
            return;
        }
        String host = hostOf(request.authority());
        if (!self.isNamed(host) && !policy.isNamed(host)) {
            throw new ProblemException(
                    ProblemType.MISDIRECTED,
                    "The host field says " + Quoted.of(request.authority())
                            + ", but the recorder listens on this machine's loopback addresses: use localhost, or start it"
                            + " with --allow-host " + Quoted.bare(host) + " if that is a name of it.");
        }
    }

    private static String hostOf(String authority) {
        try {
            return OriginText.read("http", authority).host();
        } catch (IllegalArgumentException e) {
            throw new ProblemException(ProblemType.BAD_REQUEST, "The host field is not valid: " + e.getMessage());
        }
    }

    private void checkLoop(Origin origin) {
        if (!self.isNamed(origin)) {
            return;
        }
        if (routing instanceof HeaderRouting byHeader) {
            throw byHeader.namesTheProxy();
        }
        throw new ProblemException(ProblemType.BAD_REQUEST, "The request is to be sent to the recorder itself.");
    }
}
