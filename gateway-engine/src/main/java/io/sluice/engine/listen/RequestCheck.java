package io.sluice.engine.listen;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.QueryText;
import io.sluice.engine.model.TextCheck;
import io.sluice.engine.route.Params;
import io.sluice.engine.route.PathPattern;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code options.requests}: what the fields and parameters of some requests must look like. What a request does
 * not have is not checked. Immutable.
 *
 * @param method null for any
 * @param contentTypes media types without parameters, compared without case; empty for any
 * @param headers by name, compared without case
 * @param pathParams by name, all of them in the path
 */
public record RequestCheck(
        PathPattern path,
        @Nullable String method,
        List<String> contentTypes,
        Map<String, TextCheck> headers,
        Map<String, TextCheck> pathParams,
        Map<String, TextCheck> queryParams) {

    /** Copies the collections. */
    public RequestCheck {
        contentTypes = List.copyOf(contentTypes);
        headers = Map.copyOf(headers);
        pathParams = Map.copyOf(pathParams);
        queryParams = Map.copyOf(queryParams);
    }

    /** What the path binds if the entry is about a request; null if it is not. */
    @Nullable Params match(HttpRequest request) {
        return isOfMethod(request.method()) && isOfType(request.header("content-type"))
                ? path.match(request.path())
                : null;
    }

    /** HEAD is checked as GET is. */
    private boolean isOfMethod(String sent) {
        return method == null || method.equals(sent) || (method.equals("GET") && sent.equals("HEAD"));
    }

    private boolean isOfType(@Nullable String contentType) {
        if (contentTypes.isEmpty()) {
            return true;
        }
        int parameters = contentType == null ? -1 : contentType.indexOf(';');
        String type = contentType == null || parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type != null && contentTypes.stream().anyMatch(type.strip()::equalsIgnoreCase);
    }

    /** Notes a sentence for each field and parameter that does not fit. */
    void check(HttpRequest request, Params params, List<String> faults) {
        pathParams.forEach((name, check) -> {
            String value = params.get(name);
            if (value != null && !check.accepts(value)) {
                note("path parameter", name, check, faults);
            }
        });
        headers.forEach((name, check) -> {
            if (!request.headers(name).stream().allMatch(check::accepts)) {
                note("field", name, check, faults);
            }
        });
        String query = request.query();
        if (query != null) {
            queryParams.forEach((name, check) -> {
                if (!QueryText.values(query, name).stream().allMatch(check::accepts)) {
                    note("query parameter", name, check, faults);
                }
            });
        }
    }

    private static void note(String what, String name, TextCheck check, List<String> faults) {
        faults.add("The " + what + " " + name + " must be " + check.expected() + ".");
    }
}
