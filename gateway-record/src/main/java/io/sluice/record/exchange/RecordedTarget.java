package io.sluice.record.exchange;

import static java.util.Objects.requireNonNull;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What a request was sent to: a path and a query.
 *
 * @param path path and query as they were sent, such as {@code /items?tag=a&tag=b}
 * @param pathname the path without its query, percent encoding as it was sent
 * @param query the query's parameters, decoded once
 */
public record RecordedTarget(String path, String pathname, NamedValues query) {

    /** Nothing may be null. */
    public RecordedTarget {
        requireNonNull(path, "path");
        requireNonNull(pathname, "pathname");
        requireNonNull(query, "query");
    }

    /** The target of a path with an optional query; a fragment is dropped, a missing first slash added. */
    public static RecordedTarget of(String text) {
        int fragment = text.indexOf('#');
        String sent = fragment < 0 ? text : text.substring(0, fragment);
        String path = sent.startsWith("/") ? sent : "/" + sent;
        int mark = path.indexOf('?');
        if (mark < 0) {
            return new RecordedTarget(path, path, NamedValues.NONE);
        }
        return new RecordedTarget(path, path.substring(0, mark), parse(path.substring(mark + 1)));
    }

    /** The target of a path and the parameters that are appended to it. */
    public static RecordedTarget of(String pathname, NamedValues query) {
        String path = pathname.startsWith("/") ? pathname : "/" + pathname;
        return new RecordedTarget(query.isEmpty() ? path : path + "?" + encoded(query), path, query);
    }

    /** The parameters of a text of {@code name=value} pairs, such as a query or a submitted form. */
    public static NamedValues parse(String pairs) {
        var parameters = NamedValues.parameters();
        int start = 0;
        while (start <= pairs.length()) {
            int end = pairs.indexOf('&', start);
            String pair = pairs.substring(start, end < 0 ? pairs.length() : end);
            int equals = pair.indexOf('=');
            if (equals >= 0) {
                parameters.add(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            } else if (!pair.isEmpty()) {
                parameters.add(decoded(pair), "");
            }
            start = end < 0 ? pairs.length() + 1 : end + 1;
        }
        return parameters.build();
    }

    private static String encoded(NamedValues query) {
        var text = new StringBuilder();
        query.forEach((name, values) -> values.forEach(value -> text.append(text.isEmpty() ? "" : "&")
                .append(encoded(name))
                .append('=')
                .append(encoded(value))));
        return text.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What cannot be decoded is meant literally. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) {
            return text;
        }
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
