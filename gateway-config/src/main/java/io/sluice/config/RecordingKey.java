package io.sluice.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a recorded exchange has as its key in Kafka: {@code host}, {@code none}, or a text such as
 * <code>${request.host}${request.path}</code>. Immutable.
 */
public final class RecordingKey {
    /** The request's host: the default. */
    public static final RecordingKey HOST = new RecordingKey(List.of("", ""), List.of("request.host"));

    /** What the names of header fields stand behind, in names of values. */
    public static final String HEADER = "request.headers.";

    private static final RecordingKey NONE = new RecordingKey(List.of(), List.of());
    private static final Pattern NAME =
            Pattern.compile("request\\.(host|method|path|headers\\.[^\\s{}]++)|route|identity");

    private final List<String> texts; // one more than names, which stand between; empty for no key
    private final List<String> names;

    private RecordingKey(List<String> texts, List<String> names) {
        this.texts = List.copyOf(texts);
        this.names = List.copyOf(names);
    }

    /**
     * Compiles a key.
     *
     * @throws IllegalArgumentException if it is no word that is known and has no expressions, or one that is unknown
     */
    public static RecordingKey compile(String key) {
        if (key.equals("none")) {
            return NONE;
        }
        if (key.equals("host")) {
            return HOST;
        }
        List<String> texts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int position = 0;
        for (int start = key.indexOf("${"); start >= 0; start = key.indexOf("${", position)) {
            int end = key.indexOf('}', start);
            if (end < 0) {
                throw new IllegalArgumentException(Quoted.of(key.substring(start)) + " lacks its closing brace");
            }
            texts.add(key.substring(position, start));
            names.add(name(key.substring(start + 2, end)));
            position = end + 1;
        }
        if (names.isEmpty()) {
            throw new IllegalArgumentException(
                    Quoted.bare(key) + " (expected: host, none, or a text with an expression such as ${request.path})");
        }
        texts.add(key.substring(position));
        return new RecordingKey(texts, names);
    }

    private static String name(String expression) {
        Matcher known = NAME.matcher(expression);
        if (!known.matches()) {
            throw new IllegalArgumentException("unknown expression ${" + Quoted.bare(expression)
                    + "} (expected: ${request.host}, ${request.method}, ${request.path}, ${request.headers.name},"
                    + " ${route} or ${identity})");
        }
        return expression.startsWith(HEADER) ? expression.toLowerCase(Locale.ROOT) : expression;
    }

    /**
     * The key of an exchange; null for none.
     *
     * @param values by name, such as {@code request.host} or {@code request.headers.x-tenant} with the field's name in lower
     *     case; null counts as empty
     */
    public @Nullable String of(Function<String, @Nullable String> values) {
        if (texts.isEmpty()) {
            return null;
        }
        var key = new StringBuilder(texts.get(0));
        for (int i = 0; i < names.size(); i++) {
            String value = values.apply(names.get(i));
            key.append(value == null ? "" : value).append(texts.get(i + 1));
        }
        return key.toString();
    }
}
