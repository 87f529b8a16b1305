package io.sluice.record.recorder.redact;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sluice.config.Secret;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is masked in records.
 *
 * @param defaults whether what usually holds credentials is masked: by name in header fields, query parameters, JSON
 *     members, form fields and text, and by the looks of values
 * @param headers further header fields whose values are masked, in any case
 * @param parameters further query parameters and form fields whose values are masked; case, {@code -}, {@code _} and
 *     {@code .} do not count
 * @param jsonPaths places in JSON bodies whose values are masked: {@code $.a.b}, {@code $..name}, {@code $.list[*].name},
 *     {@code $.*}, {@code $['a name']}
 * @param patterns RE2 expressions of which all that match is masked, anywhere
 * @param kept names that the defaults would mask and that are kept; case and separators do not count
 * @param hashKey if not null, secrets become {@code hmac:} and 16 digits of their HMAC-SHA-256 under this key, so that equal
 *     ones can be told; otherwise they become {@code ***}
 */
public record RedactionSettings(
        boolean defaults,
        Set<String> headers,
        Set<String> parameters,
        List<String> jsonPaths,
        List<String> patterns,
        Set<String> kept,
        @Nullable Secret hashKey) {
    /** The defaults and no more. */
    public static final RedactionSettings DEFAULT =
            new RedactionSettings(true, Set.of(), Set.of(), List.of(), List.of(), Set.of(), null);

    /** Nothing is masked. */
    public static final RedactionSettings OFF =
            new RedactionSettings(false, Set.of(), Set.of(), List.of(), List.of(), Set.of(), null);

    /**
     * Copies, and compiles what has to be, so that mistakes show at once.
     *
     * @throws IllegalArgumentException if a path or an expression is not of its form, or the key is empty
     */
    public RedactionSettings {
        headers = Set.copyOf(headers);
        parameters = Set.copyOf(parameters);
        jsonPaths = List.copyOf(jsonPaths);
        patterns = List.copyOf(patterns);
        kept = Set.copyOf(kept);
        jsonPaths.forEach(JsonPath::parse);
        patterns.forEach(RedactionSettings::compile);
        if (hashKey != null && hashKey.value().isEmpty()) {
            throw new IllegalArgumentException("hashKey: is empty");
        }
    }

    /** An expression in linear time that is not satisfied with nothing. */
    static Pattern compile(String pattern) {
        try {
            Pattern compiled = Pattern.compile(Objects.requireNonNull(pattern, "pattern"));
            if (compiled.matches("")) {
                throw new IllegalArgumentException("pattern: " + pattern + " (expected: one that needs a character)");
            }
            return compiled;
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException("pattern: " + pattern + " (" + e.getMessage() + ")", e);
        }
    }
}
