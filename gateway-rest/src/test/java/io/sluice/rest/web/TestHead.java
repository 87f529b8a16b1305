package io.sluice.rest.web;

import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The head of a plain GET request with these fields. */
record TestHead(String authority, HttpFields fields) implements HttpRequest {

    @Override
    public String method() {
        return "GET";
    }

    @Override
    public String scheme() {
        return "http";
    }

    @Override
    public String path() {
        return "/";
    }

    @Override
    public @Nullable String query() {
        return null;
    }

    @Override
    public @Nullable String header(String name) {
        return fields.get(name);
    }

    @Override
    public List<String> headers(String name) {
        return IntStream.range(0, fields.size())
                .filter(i -> fields.name(i).equals(name))
                .mapToObj(fields::value)
                .toList();
    }

    @Override
    public void forEachHeader(BiConsumer<String, String> visitor) {
        fields.forEach(visitor);
    }
}
