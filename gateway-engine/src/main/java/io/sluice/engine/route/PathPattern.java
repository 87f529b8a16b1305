package io.sluice.engine.route;

import io.sluice.engine.http.ProblemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A compiled path pattern such as {@code /items/{id};cid={correlationId}}. Immutable.
 *
 * <ul>
 *   <li>{@code {name}} is one or more characters up to the next {@code /} or {@code ;}
 *   <li>{@code {name*}} is one or more characters, delimiters included
 *   <li>{@code *} is any characters, possibly none
 *   <li>everything else is literal
 * </ul>
 *
 * <p>The whole path must match. It is percent-decoded first; an escaped {@code /} or {@code ;} belongs to a value and
 * delimits nothing. Parameters are greedy, the leftmost first, where a pattern leaves a choice ({@code {a}-{b}}).
 */
public final class PathPattern {
    /** Stands for a parameter where segments are told apart. A literal with it is indexed as if it had one. */
    private static final String VARIABLE = "\0";

    private final String text;
    private final PathMatcher matcher;
    private final List<PathToken> tokens;
    private final List<String> names;

    private PathPattern(String text, List<PathToken> tokens) {
        this.text = text;
        this.tokens = tokens;
        this.names =
                tokens.stream().filter(PathToken::isParam).map(PathToken::text).toList();
        this.matcher = StraightMatcher.suits(tokens) ? new StraightMatcher(tokens) : new ChoosingMatcher(tokens);
    }

    /**
     * Compiles a pattern.
     *
     * @throws IllegalArgumentException if a brace is not closed, a parameter's name is not one or stands twice, or the
     *     pattern cannot match a path because it does not start with {@code /}
     */
    public static PathPattern compile(String text) {
        return new PathPattern(text, new PathPatternParser(text).parse());
    }

    /**
     * What the pattern binds in a path; null if it does not match.
     *
     * @param rawPath percent-encoded, without the query
     * @throws ProblemException 400 if the path has an invalid escape or is not UTF-8
     */
    public @Nullable Params match(String rawPath) {
        return match(DecodedPath.of(rawPath));
    }

    @Nullable Params match(DecodedPath path) {
        String[] values = new String[names.size()];
        return matcher.match(path, values) ? Params.of(names, values) : null;
    }

    /** The names of its parameters, in order. */
    public List<String> names() {
        return names;
    }

    /** Whether it spans segments ({@code *} or {@code {name*}}). */
    boolean spansSegments() {
        return tokens.stream().anyMatch(PathToken::spansSegments);
    }

    /**
     * The segments before the first one that spans segments: the text of a literal one, null for one with parameters.
     */
    List<@Nullable String> segments() {
        var shape = new StringBuilder();
        for (PathToken token : tokens) {
            if (token.spansSegments()) {
                // The segment in which it starts is open, and belongs to what it spans.
                shape.setLength(Math.max(0, shape.lastIndexOf("/")));
                break;
            }
            shape.append(token.isLiteral() ? token.text() : VARIABLE);
        }
        if (shape.length() == 0) {
            return List.of();
        }
        List<@Nullable String> segments = new ArrayList<>();
        for (String segment : shape.substring(1).split("/", -1)) {
            segments.add(segment.contains(VARIABLE) ? null : segment);
        }
        return Collections.unmodifiableList(segments);
    }

    /** Two patterns are equal if they were written equally. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PathPattern pattern && pattern.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The pattern as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
