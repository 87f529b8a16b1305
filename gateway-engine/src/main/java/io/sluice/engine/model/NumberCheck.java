package io.sluice.engine.model;

import io.sluice.config.ModelConfig;
import io.sluice.config.Quoted;
import io.sluice.config.Text;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code int32}, {@code int64}, {@code float} and {@code double} in decimal notation.
 *
 * @param type the model's word
 * @param range null for any number
 * @param multiple null for any number
 */
record NumberCheck(
        String type, @Nullable NumberRange range, @Nullable BigDecimal multiple) implements TextCheck {
    /** Longer than any number that is meant; a bound on the time that arithmetic takes. */
    private static final int MAX_CHARACTERS = 64;

    private static final Pattern FRACTION = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");
    private static final Pattern INTEGER = Pattern.compile("-?[0-9]+");

    static TextCheck compile(ModelConfig.Numeric model) {
        if (!model.format().equals("text")) {
            throw new IllegalArgumentException(
                    "format " + model.format() + " is for records; fields and parameters are text");
        }
        String range = Text.valueOf(model.range());
        return new NumberCheck(
                model.type(), range == null ? null : NumberRange.of(range), multiple(Text.valueOf(model.multiple())));
    }

    private static @Nullable BigDecimal multiple(@Nullable String text) {
        if (text == null) {
            return null;
        }
        if (text.length() > MAX_CHARACTERS || !isMatch(FRACTION, text) || new BigDecimal(text).signum() <= 0) {
            throw new IllegalArgumentException("multiple " + Quoted.of(text) + " is no positive number");
        }
        return new BigDecimal(text);
    }

    @Override
    public boolean accepts(String text) {
        boolean fraction = type.equals("float") || type.equals("double");
        if (text.length() > MAX_CHARACTERS || !isMatch(fraction ? FRACTION : INTEGER, text)) {
            return false;
        }
        var number = new BigDecimal(text);
        return isInType(number)
                && (range == null || range.contains(number))
                && (multiple == null || number.remainder(multiple).signum() == 0);
    }

    private static boolean isMatch(Pattern pattern, String text) {
        return pattern.matcher(text).matches();
    }

    private boolean isInType(BigDecimal number) {
        return switch (type) {
            case "int32" ->
                number.compareTo(BigDecimal.valueOf(Integer.MIN_VALUE)) >= 0
                        && number.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) <= 0;
            case "int64" ->
                number.compareTo(BigDecimal.valueOf(Long.MIN_VALUE)) >= 0
                        && number.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0;
            case "float" -> Float.isFinite(number.floatValue());
            default -> Double.isFinite(number.doubleValue());
        };
    }

    @Override
    public String expected() {
        String article = type.startsWith("int") ? "an " : "a ";
        return article
                + type
                + (range == null ? "" : " in " + range.text())
                + (multiple == null ? "" : ", a multiple of " + multiple.toPlainString());
    }
}
