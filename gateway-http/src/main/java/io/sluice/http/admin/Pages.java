package io.sluice.http.admin;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import java.util.Map;
import java.util.TreeMap;

/** Pages that can only be read, by their path. Immutable; any I/O thread. */
public final class Pages implements RequestHandler {
    private final Map<String, RequestHandler> pages;

    /** Pages by path; a handler sees GET and HEAD only. */
    public Pages(Map<String, RequestHandler> pages) {
        this.pages = new TreeMap<>(pages);
    }

    @Override
    public void handle(Invocation invocation) {
        HttpRequest request = invocation.request();
        RequestHandler page = pages.get(request.path());
        if (page == null) {
            invocation.fail(
                    ProblemType.NO_ROUTE, "There is nothing here but " + String.join(", ", pages.keySet()) + ".");
        } else if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            invocation.fail(new Problem(
                    ProblemType.METHOD_NOT_ALLOWED, "This can only be read.", HttpFields.of("allow", "GET, HEAD")));
        } else {
            page.handle(invocation);
        }
    }
}
