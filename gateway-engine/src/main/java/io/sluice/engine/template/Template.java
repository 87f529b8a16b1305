package io.sluice.engine.template;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A compiled text with expressions such as {@code /items/${params.id}}. Immutable.
 *
 * <p>Values are inserted as they are and never scanned again: an expression, a {@code $1} or a backslash within a value
 * has no meaning.
 */
public final class Template {
    private final String text;
    private final Part[] parts;
    private final @Nullable Separation separation;

    private Template(String text, Part[] parts, @Nullable Separation separation) {
        this.text = text;
        this.parts = parts;
        this.separation = separation;
    }

    /**
     * Compiles a text.
     *
     * @throws IllegalArgumentException if an expression is unknown, malformed or not closed; the message names it
     */
    public static Template compile(String text) {
        return new Template(text, new TemplateParser(text).parse().toArray(Part[]::new), null);
    }

    /**
     * The same for a text that says what belongs to whom: no two senders that a guard tells apart ever get the same one.
     * {@link #render} then throws a {@link io.sluice.engine.http.ProblemException}, 403 or 400, where values would let
     * them.
     *
     * @throws IllegalArgumentException if nothing stands between an expression of a guard and another expression
     */
    public Template separated() {
        return guards().isEmpty() ? this : new Template(text, parts, Separation.of(parts));
    }

    /**
     * The text with the values of its expressions; those without a value (an identity or attribute that is not known)
     * are empty.
     *
     * @throws IllegalStateException if the scope lacks a parameter, the idempotency key or the correlation id
     */
    public String render(TemplateScope scope) {
        if (separation != null) {
            return separation.render(parts, scope);
        }
        if (parts.length == 1) {
            return parts[0].value(scope);
        }
        var rendered = new StringBuilder();
        for (Part part : parts) {
            rendered.append(part.value(scope));
        }
        return rendered.toString();
    }

    /**
     * As {@link #render}, with every value percent-encoded so that it stays within one URI path segment: UTF-8, all but
     * RFC 3986 unreserved characters encoded. The literal text is left as it is.
     *
     * @throws IllegalStateException as {@link #render}
     */
    public String renderUri(TemplateScope scope) {
        var rendered = new StringBuilder();
        for (Part part : parts) {
            String value = part.value(scope);
            if (part instanceof Part.Literal) {
                rendered.append(value);
            } else {
                PercentEncoder.append(value, rendered);
            }
        }
        return rendered.toString();
    }

    /** The text as it was written. */
    public String text() {
        return text;
    }

    /** Whether the text has no expressions. */
    public boolean isLiteral() {
        for (Part part : parts) {
            if (!(part instanceof Part.Literal)) {
                return false;
            }
        }
        return true;
    }

    /** The names of the path parameters it uses. */
    public Set<String> params() {
        return List.of(parts).stream()
                .filter(Part.Param.class::isInstance)
                .map(part -> ((Part.Param) part).name())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The names of the guards it uses. */
    public Set<String> guards() {
        return List.of(parts).stream().flatMap(part -> part.guard().stream()).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it uses {@code ${idempotencyKey}}. */
    public boolean usesIdempotencyKey() {
        return List.of(parts).contains(Part.IdempotencyKey.INSTANCE);
    }

    /** Whether it uses {@code ${correlationId}}. */
    public boolean usesCorrelationId() {
        return List.of(parts).contains(Part.CorrelationId.INSTANCE);
    }

    /** Two templates are equal if they were written equally. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Template template && template.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
