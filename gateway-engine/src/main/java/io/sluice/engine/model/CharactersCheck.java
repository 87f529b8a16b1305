package io.sluice.engine.model;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.sluice.config.ModelConfig;
import io.sluice.config.Quoted;
import io.sluice.config.Text;
import org.jspecify.annotations.Nullable;

/**
 * {@code string}: a number of characters (code points) and a pattern, which the whole text must match. The pattern is run by
 * RE2/J, in linear time: a request must not choose how long it takes.
 *
 * @param minLength in characters
 * @param maxLength in characters
 * @param pattern null for any text
 */
record CharactersCheck(
        int minLength, int maxLength, @Nullable Pattern pattern) implements TextCheck {

    static TextCheck compile(ModelConfig.Characters model) {
        int least = model.minLength() == null ? 0 : model.minLength();
        int most = model.maxLength() == null ? Integer.MAX_VALUE : model.maxLength();
        if (least > most) {
            throw new IllegalArgumentException("minLength " + least + " is above maxLength " + most);
        }
        return new CharactersCheck(least, most, pattern(Text.valueOf(model.pattern())));
    }

    private static @Nullable Pattern pattern(@Nullable String pattern) {
        try {
            return pattern == null ? null : Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "pattern " + Quoted.of(String.valueOf(pattern)) + " is not one: " + e.getDescription()
                            + " (expected: RE2 syntax, which has no lookaround and no backreferences)",
                    e);
        }
    }

    @Override
    public boolean accepts(String text) {
        int length = text.codePointCount(0, text.length());
        return length >= minLength && length <= maxLength && (pattern == null || pattern.matches(text));
    }

    @Override
    public String expected() {
        var text = new StringBuilder("text");
        if (minLength > 0) {
            text.append(" of at least ").append(minLength).append(" characters");
        }
        if (maxLength < Integer.MAX_VALUE) {
            text.append(minLength > 0 ? " and" : " of")
                    .append(" at most ")
                    .append(maxLength)
                    .append(" characters");
        }
        if (pattern != null) {
            text.append(" that matches ").append(pattern.pattern());
        }
        return text.toString();
    }
}
