package io.sluice.record.proxy;

import io.sluice.config.Quoted;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.upstream.Forwarding;
import io.sluice.engine.upstream.Origin;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL stands in the path: {@code GET /http://example.com/a?x=1}. One slash behind the scheme will do, as servers on the
 * way may have merged two. What follows the host is sent on as it came.
 */
public final class PathRouting implements Routing {
    private static final Pattern URL = Pattern.compile("/([A-Za-z][A-Za-z0-9+.-]*):/{1,2}([^/]+)(/.*)?");

    private final OwnAddress self;

    /** Routing by path, with the proxy's own address for the help. */
    public PathRouting(OwnAddress self) {
        this.self = Objects.requireNonNull(self, "self");
    }

    @Override
    public Forwarding route(HttpRequest request) {
        Matcher url = URL.matcher(request.path());
        if (!url.matches()) {
            throw problem("The path " + Quoted.of(request.path()) + " holds no URL to send the request to.");
        }
        String path = url.group(3) == null ? "/" : url.group(3);
        Origin origin = origin(url.group(1), url.group(2));
        return new Forwarding(origin, Targets.withQuery(path, request.query()), origin.authority(), Set.of());
    }

    private Origin origin(String scheme, String authority) {
        try {
            return OriginText.read(scheme, authority);
        } catch (IllegalArgumentException e) {
            throw problem(String.valueOf(e.getMessage()));
        }
    }

    private ProblemException problem(String sentence) {
        return new ProblemException(
                ProblemType.BAD_REQUEST,
                sentence + " Write the URL behind the recorder's address: curl " + self.url()
                        + "/http://example.com/path. Or start it with --header-routing or --target.");
    }
}
