package io.sluice.kafka.produce;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.spi.HeaderSpec;
import io.sluice.engine.spi.ProduceSpec;
import io.sluice.engine.template.TemplateScope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes a request the request it is: method, path, query, content type, condition, sender, key, overrides and body.
 * What varies with the way it came (user agent, trace, proxies) is no part of it, so that a retry is the same request.
 */
final class RequestParts {
    private RequestParts() {}

    static List<byte @Nullable []> of(
            ProduceSpec spec, TemplateScope scope, Invocation invocation, byte @Nullable [] key, byte[] body) {
        HttpRequest request = invocation.request();
        List<byte @Nullable []> parts = new ArrayList<>();
        parts.add(bytes(request.method()));
        parts.add(bytes(request.path()));
        parts.add(bytes(request.query()));
        parts.add(bytes(request.header("content-type")));
        parts.add(bytes(String.join(",", request.headers("if-match"))));
        parts.add(bytes(invocation.identity().subject()));
        parts.add(key);
        for (HeaderSpec override : spec.overrides()) {
            parts.add(bytes(override.name()));
            parts.add(bytes(override.value().render(scope)));
        }
        parts.add(body);
        return parts;
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
