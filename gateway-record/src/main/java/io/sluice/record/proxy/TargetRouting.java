package io.sluice.record.proxy;

import io.sluice.config.Quoted;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.upstream.Forwarding;
import io.sluice.engine.upstream.Origin;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Everything goes to one server, below a base path. */
public final class TargetRouting implements Routing {
    private static final Pattern URL =
            Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/?#\\\\]+)((?:/[!$-.0-;=@-Z_a-z~]*)*)");

    private final Origin origin;
    private final String base; // without a slash at its end

    private TargetRouting(Origin origin, String base) {
        this.origin = origin;
        this.base = base;
    }

    /**
     * Routing to a URL.
     *
     * @param url a scheme, a host, perhaps a port and a base path
     * @throws IllegalArgumentException if it is not that; the message says why
     */
    public static TargetRouting to(String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    Quoted.of(url) + " (expected: a URL without query, such as https://example.com/base)");
        }
        String path = parts.group(3);
        return new TargetRouting(
                OriginText.read(parts.group(1), parts.group(2)),
                path.endsWith("/") ? path.substring(0, path.length() - 1) : path);
    }

    /** The server that everything goes to. */
    public Origin origin() {
        return origin;
    }

    @Override
    public Forwarding route(HttpRequest request) {
        if (!request.path().startsWith("/")) {
            throw new ProblemException(
                    ProblemType.BAD_REQUEST,
                    "The request's target " + Quoted.of(request.path()) + " is not a path, such as /items.");
        }
        String target = Targets.withQuery(base + request.path(), request.query());
        return new Forwarding(origin, target, origin.authority(), Set.of());
    }
}
