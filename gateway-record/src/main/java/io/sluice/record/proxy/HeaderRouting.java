package io.sluice.record.proxy;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.upstream.Forwarding;
import io.sluice.engine.upstream.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * The {@code Host} field names the server, and {@code X-HMT-Scheme} or {@code X-Meeshkan-Scheme} how it is spoken to; http
 * without them. They are not passed on.
 */
public final class HeaderRouting implements Routing {
    private final OwnAddress self;

    /** Routing by header, with the proxy's own address for the help. */
    public HeaderRouting(OwnAddress self) {
        this.self = Objects.requireNonNull(self, "self");
    }

    @Override
    public boolean isByHost() {
        return true;
    }

    @Override
    public Forwarding route(HttpRequest request) {
        if (request.authority().isEmpty()) {
            throw problem("The request has no host field.");
        }
        if (!request.path().startsWith("/")) {
            throw problem("The request's target is not a path.");
        }
        Origin origin = origin(request);
        return new Forwarding(origin, request.target(), origin.authority(), ProxyFields.SCHEME);
    }

    private Origin origin(HttpRequest request) {
        try {
            return OriginText.read(scheme(request), request.authority());
        } catch (IllegalArgumentException e) {
            throw problem(String.valueOf(e.getMessage()));
        }
    }

    private static String scheme(HttpRequest request) {
        List<String> said = new ArrayList<>();
        ProxyFields.SCHEME.forEach(name ->
                request.headers(name).forEach(value -> said.add(value.strip().toLowerCase(Locale.ROOT))));
        if (said.stream().distinct().count() > 1) {
            throw new IllegalArgumentException("The request names several schemes.");
        }
        return said.isEmpty() ? "http" : said.get(0);
    }

    /** A request that names the proxy itself would come back to it. */
    ProblemException namesTheProxy() {
        return problem("The host field names the recorder itself.");
    }

    private ProblemException problem(String sentence) {
        return new ProblemException(
                ProblemType.BAD_REQUEST,
                sentence + " Name the server in the host field: curl " + self.url()
                        + "/path -H 'Host: example.com' -H 'X-HMT-Scheme: https'.");
    }
}
