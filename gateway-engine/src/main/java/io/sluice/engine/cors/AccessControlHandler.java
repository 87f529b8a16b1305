package io.sluice.engine.cors;

import io.sluice.config.AccessControlConfig;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@code access-control} before everything else, so that whatever answers a request of an allowed origin, an
 * error included, can be read by its script, and so that a preflight, which never has credentials, meets no guard.
 *
 * <pre>
 *   no origin, or our own ------------------------> next handler
 *   allowed origin  --preflight--> 204
 *                   --else--> fields attached ----> next handler
 *   another origin ---------------> 403
 * </pre>
 */
public final class AccessControlHandler implements RequestHandler {
    private static final String ORIGIN = "origin";
    private static final HttpFields VARY = HttpFields.of("vary", ORIGIN);

    private final AccessControl control;
    private final RequestHandler next;

    private AccessControlHandler(AccessControl control, RequestHandler next) {
        this.control = control;
        this.next = Objects.requireNonNull(next, "next");
    }

    /** A handler before another one; without a configuration only pages of the same origin may use it. */
    public static AccessControlHandler of(@Nullable AccessControlConfig config, RequestHandler next) {
        return new AccessControlHandler(new AccessControl(config), next);
    }

    @Override
    public void handle(Invocation invocation) {
        HttpRequest request = invocation.request();
        if (request.header(ORIGIN) == null) {
            notOfAScript(invocation);
            return;
        }
        String origin = origin(request);
        if (control.allows(origin)) {
            allowed(invocation, origin);
        } else if (AccessControl.isSame(origin, request)) {
            notOfAScript(invocation);
        } else {
            invocation.fail(new Problem(
                    ProblemType.ORIGIN_FORBIDDEN,
                    "Pages of the origin in the origin field may not use this server.",
                    VARY));
        }
    }

    @Override
    public void refuse(Invocation invocation, Problem problem) {
        String origin = origin(invocation.request());
        if (control.allows(origin)) {
            attach(invocation, control.actual(origin));
        }
        next.refuse(invocation, problem);
    }

    private void notOfAScript(Invocation invocation) {
        if (control.varies()) {
            attach(invocation, VARY);
        }
        next.handle(invocation);
    }

    private void allowed(Invocation invocation, String origin) {
        HttpRequest request = invocation.request();
        if (AccessControl.isPreflight(request)) {
            invocation.complete(HttpResponse.of(204, control.preflight(origin, request)));
        } else {
            attach(invocation, control.actual(origin));
            next.handle(invocation);
        }
    }

    private static void attach(Invocation invocation, HttpFields fields) {
        invocation.amendResponse(response -> AccessControl.merge(response, fields));
    }

    /** The origin of a request; several, which no browser sends, are an origin that is nobody's. */
    private static String origin(HttpRequest request) {
        return String.join(", ", request.headers(ORIGIN));
    }
}
