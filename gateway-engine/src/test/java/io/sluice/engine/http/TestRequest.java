package io.sluice.engine.http;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A request head of fixed values. */
public record TestRequest(
        String method,
        String scheme,
        String authority,
        String path,
        @Nullable String query,
        HttpFields fields) implements HttpRequest {

    /** A GET request for a target such as {@code /items?x=1}. */
    public static TestRequest get(String target) {
        return of("GET", target);
    }

    /** A request for a target such as {@code /items?x=1}, with names and values of fields in turns. */
    public static TestRequest of(String method, String target, String... fields) {
        int mark = target.indexOf('?');
        String path = mark < 0 ? target : target.substring(0, mark);
        String query = mark < 0 ? null : target.substring(mark + 1);
        var lines = HttpFields.builder();
        for (int i = 0; i < fields.length; i += 2) {
            lines.add(fields[i], fields[i + 1]);
        }
        return new TestRequest(method, "http", "localhost:7114", path, query, lines.build());
    }

    /** This request with one more field line. */
    public TestRequest with(String name, String value) {
        HttpFields more = fields.toBuilder().add(name, value).build();
        return new TestRequest(method, scheme, authority, path, query, more);
    }

    /** This request, sent elsewhere. */
    public TestRequest to(String newScheme, String newAuthority) {
        return new TestRequest(method, newScheme, newAuthority, path, query, fields);
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
