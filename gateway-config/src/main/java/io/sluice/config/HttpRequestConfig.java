package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One entry of {@code options.requests} of an {@code http} server: which requests are validated, and how.
 *
 * @param method null for any
 * @param contentTypes empty for any
 * @param content model of the body; null when it is not validated
 */
public record HttpRequestConfig(
        Location at,
        Text path,
        @Nullable String method,
        List<String> contentTypes,
        Map<String, ModelConfig> headers,
        Map<String, ModelConfig> pathParams,
        Map<String, ModelConfig> queryParams,
        @Nullable ModelConfig content,
        List<Response> responses) {

    /** Copies the collections. */
    public HttpRequestConfig {
        requireNonNull(at, "at");
        requireNonNull(path, "path");
        contentTypes = List.copyOf(contentTypes);
        headers = Ordered.copyOf(headers);
        pathParams = Ordered.copyOf(pathParams);
        queryParams = Ordered.copyOf(queryParams);
        responses = List.copyOf(responses);
    }

    /**
     * A response to validate.
     *
     * @param statuses empty for any
     * @param contentTypes empty for any
     * @param content null when the body is not validated
     */
    public record Response(
            Location at,
            List<Integer> statuses,
            List<String> contentTypes,
            Map<String, ModelConfig> headers,
            @Nullable ModelConfig content) {

        /** Copies the collections. */
        public Response {
            requireNonNull(at, "at");
            statuses = List.copyOf(statuses);
            contentTypes = List.copyOf(contentTypes);
            headers = Ordered.copyOf(headers);
        }
    }
}
