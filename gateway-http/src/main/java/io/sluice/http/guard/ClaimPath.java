package io.sluice.http.guard;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a claim is found: under its name, or else along a path such as {@code realm_access.roles}. Names that are URLs
 * have dots of their own, so the whole name is tried first. Immutable.
 */
record ClaimPath(String name, List<String> steps) {

    /** Copies the list. */
    ClaimPath {
        steps = List.copyOf(steps);
    }

    static ClaimPath of(String name) {
        return new ClaimPath(name, Arrays.asList(name.split("\\.", -1)));
    }

    /** The claim as text; null if it is absent, empty, or neither text nor number nor truth value. */
    @Nullable String text(Map<String, Object> claims) {
        Object value = value(claims);
        boolean scalar = value instanceof String || value instanceof Number || value instanceof Boolean;
        String text = scalar ? String.valueOf(value) : "";
        return text.isEmpty() ? null : text;
    }

    /** The claim as words: the texts of a list, or text between spaces (RFC 8693 section 4.2); empty if it is neither. */
    Set<String> words(Map<String, Object> claims) {
        Object value = value(claims);
        if (value instanceof String text) {
            return Arrays.stream(text.split(" ", -1))
                    .filter(word -> !word.isEmpty())
                    .collect(Collectors.toSet());
        }
        if (value instanceof List<?> list) {
            return list.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .collect(Collectors.toSet());
        }
        return Set.of();
    }

    private @Nullable Object value(Map<String, Object> claims) {
        Object whole = claims.get(name);
        if (whole != null) {
            return whole;
        }
        Object value = claims;
        for (String step : steps) {
            value = value instanceof Map<?, ?> members ? members.get(step) : null;
        }
        return value;
    }
}
