package io.sluice.engine.route;

import io.sluice.config.Quoted;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A compiled {@code when[].method}: a method, alternatives ({@code GET|HEAD}), or a wildcard ({@code *}). Immutable.
 *
 * <p>A wildcard stands for the methods that act on a resource. OPTIONS, CONNECT and TRACE speak to the server about the
 * connection or the resource's abilities; they match only where they are named.
 */
public final class MethodPattern {
    /** Matches what a wildcard stands for. */
    public static final MethodPattern ANY = new MethodPattern("*", List.of(Glob.compile("*")));

    private static final Pattern ALTERNATIVE = Pattern.compile("[A-Za-z0-9!#$%&'+.^_`~*-]+");
    private static final Set<String> ONLY_WHEN_NAMED = Set.of("OPTIONS", "CONNECT", "TRACE");
    private static final List<String> COMMON = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private final String text;
    private final List<Glob> alternatives;

    private MethodPattern(String text, List<Glob> alternatives) {
        this.text = text;
        this.alternatives = alternatives;
    }

    /**
     * Compiles a pattern; null is any method.
     *
     * @throws IllegalArgumentException if an alternative is not a method (RFC 9110 section 9.1) with or without {@code *}
     */
    public static MethodPattern compile(@Nullable String text) {
        if (text == null) {
            return ANY;
        }
        List<String> alternatives = List.of(text.split("\\|", -1));
        for (String alternative : alternatives) {
            if (!ALTERNATIVE.matcher(alternative).matches()) {
                throw new IllegalArgumentException(
                        Quoted.of(text) + " is not a method, such as GET, alternatives, such as GET|HEAD, or *");
            }
        }
        return new MethodPattern(text, alternatives.stream().map(Glob::compile).toList());
    }

    /** Whether a request of the method matches. Case matters. */
    public boolean matches(String method) {
        for (int i = 0; i < alternatives.size(); i++) { // an iterator would be garbage for every request
            Glob alternative = alternatives.get(i);
            if (alternative.matches(method) && !(alternative.isWild() && ONLY_WHEN_NAMED.contains(method))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it matches the method by its name, not by a wildcard. */
    public boolean names(String method) {
        return alternatives.stream().anyMatch(glob -> !glob.isWild() && glob.matches(method));
    }

    /** The methods it names, and the usual ones that its wildcards match. */
    public List<String> methods() {
        Stream<String> named =
                alternatives.stream().filter(glob -> !glob.isWild()).map(Glob::toString);
        return Stream.concat(COMMON.stream().filter(this::matches), named)
                .distinct()
                .toList();
    }

    /** Two patterns are equal if they were written equally. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MethodPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The pattern as it was written; {@code *} for any. */
    @Override
    public String toString() {
        return text;
    }
}
