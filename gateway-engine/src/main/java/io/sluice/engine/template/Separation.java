package io.sluice.engine.template;

import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what a guard knows of one sender apart from that of all others within a rendered text. Immutable.
 *
 * <p>A text such as {@code ${guarded['g'].identity}/${params.id}} must tell from itself where the identity ends, or
 * {@code a} with {@code b/c} reaches what belongs to {@code a/b} with {@code c}. So every value up to the last one of a
 * guard must be without the character that follows it; read from the left, the text then falls into its values in one way
 * only. What comes behind the last guard's value is free.
 */
final class Separation {
    private final int last;

    private Separation(int last) {
        this.last = last;
    }

    /** The separation of parts, one of which asks a guard. */
    static Separation of(Part[] parts) {
        int last = 0;
        for (int i = 0; i < parts.length; i++) {
            last = parts[i].guard().isPresent() ? i : last;
        }
        for (int i = 0; i <= last && i + 1 < parts.length; i++) {
            if (!(parts[i] instanceof Part.Literal) && !(parts[i + 1] instanceof Part.Literal)) {
                throw new IllegalArgumentException(
                        "nothing separates what the guard knows from the next expression: one"
                                + " sender could reach what belongs to another (put a character such as / or : between them)");
            }
        }
        return new Separation(last);
    }

    String render(Part[] parts, TemplateScope scope) {
        var rendered = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            String value = parts[i].value(scope);
            if (i <= last && !(parts[i] instanceof Part.Literal)) {
                check(parts[i], value, scope, i + 1 < parts.length ? (Part.Literal) parts[i + 1] : null);
            }
            rendered.append(value);
        }
        return rendered.toString();
    }

    private static void check(Part part, String value, TemplateScope scope, Part.@Nullable Literal next) {
        boolean guarded = part.guard().isPresent();
        if (guarded && value.isEmpty() && scope.identity().grants(part.guard().get(), List.of())) {
            throw new ProblemException(
                    ProblemType.FORBIDDEN, "The credentials lack what tells the resource's owner from others.");
        }
        if (next != null && value.indexOf(next.text().charAt(0)) >= 0) {
            throw guarded
                    ? new ProblemException(
                            ProblemType.FORBIDDEN,
                            "The sender's name has a character that separates names from the rest of a key.")
                    : new ProblemException(
                            ProblemType.BAD_REQUEST,
                            "A value in the path has a character that separates it from the sender's name.");
        }
    }
}
