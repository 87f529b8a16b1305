package io.sluice.kafka;

import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A request head of fixed values. */
public record TestHead(
        String method,
        String scheme,
        String authority,
        String path,
        @Nullable String query,
        HttpFields fields) implements HttpRequest {

    /** A request for a target such as {@code /items?x=1}, with header names and values in turns. */
    public static TestHead of(String method, String target, String... headers) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        var fields = HttpFields.builder();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(headers[i], headers[i + 1]);
        }
        return new TestHead(
                method, "http", "localhost:7114", path, mark < 0 ? null : target.substring(mark + 1), fields.build());
    }

    /** This head, sent to another place. */
    public TestHead to(String newScheme, String newAuthority) {
        return new TestHead(method, newScheme, newAuthority, path, query, fields);
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
