package io.sluice.config.yaml;

import io.sluice.config.HttpRequestConfig;
import io.sluice.config.ModelConfig;
import io.sluice.config.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code options.requests} of an {@code http} server. */
final class HttpRequestReader {
    private static final Map<String, String> METHODS =
            Choices.words("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE");

    private HttpRequestReader() {}

    static List<HttpRequestConfig> read(Cursor options) {
        List<HttpRequestConfig> requests = new ArrayList<>();
        for (Cursor request : options.mappings("requests")) {
            requests.add(request(request));
            request.finish();
        }
        return requests;
    }

    private static HttpRequestConfig request(Cursor request) {
        Cursor params = request.mapping("params");
        Map<String, ModelConfig> path = Map.of();
        Map<String, ModelConfig> query = Map.of();
        if (params != null) {
            path = ModelReader.byName(params.mapping("path"));
            query = ModelReader.byName(params.mapping("query"));
            params.finish();
        }
        if (!request.has("headers") && params == null && !request.has("content") && !request.has("responses")) {
            request.problems()
                    .error(request.at(), "needs \"headers\", \"params\", \"content\" or \"responses\" to validate");
        }
        return new HttpRequestConfig(
                request.at(),
                request.requireText("path"),
                request.choice("method", METHODS),
                request.strings("content-type"),
                ModelReader.byName(request.mapping("headers")),
                path,
                query,
                ModelReader.read(request, "content"),
                responses(request));
    }

    private static List<HttpRequestConfig.Response> responses(Cursor request) {
        List<HttpRequestConfig.Response> responses = new ArrayList<>();
        for (Cursor response : request.mappings("responses")) {
            responses.add(new HttpRequestConfig.Response(
                    response.at(),
                    statuses(response),
                    response.strings("content-type"),
                    ModelReader.byName(response.mapping("headers")),
                    ModelReader.read(response, "content")));
            response.finish();
        }
        return responses;
    }

    private static List<Integer> statuses(Cursor response) {
        List<Integer> statuses = new ArrayList<>();
        for (YamlNode node : response.oneOrMany("status")) {
            Text text = response.anyText(node);
            @Nullable Long status = text == null ? null : response.number(text, 100, 599);
            if (status != null) {
                statuses.add(Math.toIntExact(status));
            }
        }
        return statuses;
    }
}
