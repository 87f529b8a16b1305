package io.sluice.engine.listen;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.route.Params;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code options.requests} of an {@code http} server: the first entry about a request counts. Immutable. */
public final class RequestChecks {
    /** Checks nothing. */
    public static final RequestChecks NONE = new RequestChecks(List.of());

    private final RequestCheck[] checks;

    /** Checks in the order in which they are tried. */
    public RequestChecks(List<RequestCheck> checks) {
        this.checks = checks.toArray(RequestCheck[]::new);
    }

    /**
     * What is wrong with a request; null for nothing.
     *
     * @throws io.sluice.engine.http.ProblemException 400 if its path cannot be decoded
     */
    @Nullable Problem fault(HttpRequest request) {
        for (RequestCheck check : checks) {
            Params params = check.match(request);
            if (params != null) {
                List<String> faults = new ArrayList<>();
                check.check(request, params, faults);
                Collections.sort(faults);
                return faults.isEmpty() ? null : Problem.of(ProblemType.BAD_REQUEST, String.join(" ", faults));
            }
        }
        return null;
    }
}
