package io.sluice.record.proxy;

import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A request head of fixed values, as a client sends it to the proxy. */
record SentRequest(
        String method,
        String authority,
        String path,
        @Nullable String query,
        HttpFields fields) implements HttpRequest {

    static SentRequest get(String target) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        return new SentRequest(
                "GET", "localhost:8000", path, mark < 0 ? null : target.substring(mark + 1), HttpFields.empty());
    }

    SentRequest to(String host) {
        return new SentRequest(method, host, path, query, fields);
    }

    SentRequest with(String name, String value) {
        return new SentRequest(
                method,
                authority,
                path,
                query,
                fields.toBuilder().add(name, value).build());
    }

    SentRequest by(String other) {
        return new SentRequest(other, authority, path, query, fields);
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public @Nullable String header(String name) {
        return headers(name).stream().findFirst().orElse(null);
    }

    @Override
    public List<String> headers(String name) {
        return IntStream.range(0, fields.size())
                .filter(i -> fields.name(i).equalsIgnoreCase(name))
                .mapToObj(fields::value)
                .toList();
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> visitor) {
        fields.forEach(visitor);
    }
}
