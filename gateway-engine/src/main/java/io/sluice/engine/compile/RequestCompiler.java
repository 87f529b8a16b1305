package io.sluice.engine.compile;

import io.sluice.config.HttpRequestConfig;
import io.sluice.config.ModelConfig;
import io.sluice.config.Quoted;
import io.sluice.config.Suggestion;
import io.sluice.engine.listen.RequestCheck;
import io.sluice.engine.listen.RequestChecks;
import io.sluice.engine.model.TextCheck;
import io.sluice.engine.route.PathPattern;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compiles {@code options.requests} of an {@code http} server. */
record RequestCompiler(CompileContext context) {

    RequestChecks compile(List<HttpRequestConfig> requests) {
        List<RequestCheck> checks = new ArrayList<>();
        for (HttpRequestConfig request : requests) {
            PathPattern path = context.attempt(
                    request.path().at(),
                    () -> PathPattern.compile(request.path().value()));
            if (path != null) {
                checks.add(check(request, path));
            }
        }
        return checks.isEmpty() ? RequestChecks.NONE : new RequestChecks(checks);
    }

    private RequestCheck check(HttpRequestConfig request, PathPattern path) {
        request.pathParams().forEach((name, model) -> {
            if (!path.names().contains(name)) {
                context.error(
                        model.at(),
                        "the path " + Quoted.of(path.toString()) + " has no parameter " + Quoted.of(name)
                                + Suggestion.of(name, path.names()));
            }
        });
        return new RequestCheck(
                path,
                request.method(),
                request.contentTypes(),
                models(request.headers()),
                models(request.pathParams()),
                models(request.queryParams()));
    }

    private Map<String, TextCheck> models(Map<String, ModelConfig> models) {
        Map<String, TextCheck> checks = new LinkedHashMap<>();
        models.forEach((name, model) -> {
            TextCheck check = context.attempt(model.at(), () -> TextCheck.compile(model));
            if (check != null) {
                checks.put(name, check);
            }
        });
        return checks;
    }
}
