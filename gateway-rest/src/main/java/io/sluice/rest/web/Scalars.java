package io.sluice.rest.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads values out of a parser that stands at them, with the coercions and the errors of the original. Stateless. */
public final class Scalars {
    private static final int SHOWN = 100;

    private Scalars() {}

    /** A text, or a number or boolean as one; null for null. */
    public static @Nullable String text(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token.isScalarValue()) {
            return parser.getText();
        }
        throw kind("String", token);
    }

    /** A whole number, or a text or fraction that stands for one; null for null. */
    public static @Nullable Integer number(JsonParser parser) throws IOException {
        return inRange(longNumber(parser));
    }

    /** The number as an int; null for null. */
    static @Nullable Integer inRange(@Nullable Long number) {
        if (number != null && (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE)) {
            throw RestException.of(400, "Numeric value (" + number + ") out of range of `int`");
        }
        return number == null ? null : Math.toIntExact(number);
    }

    /** A whole number, or a text or fraction that stands for one; null for null. */
    public static @Nullable Long longNumber(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> truncated(parser.getText());
            case VALUE_STRING -> parsed(parser.getText());
            default -> throw kind("Integer", token);
        };
    }

    private static long truncated(String text) {
        var number = new BigDecimal(text);
        // Digits in front of the point, so that a huge exponent is not written out.
        if ((long) number.precision() - number.scale() > 19) {
            throw RestException.of(400, "Numeric value (" + shortened(text) + ") out of range of `long`");
        }
        return number.longValue();
    }

    /** The whole number that a text stands for. */
    static long parsed(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw RestException.of(
                    400,
                    "Cannot deserialize value of type `Integer` from String \"" + shortened(text)
                            + "\": not a valid `java.lang.Integer` value");
        }
    }

    /** Bytes in base64; null for null. */
    public static byte @Nullable [] base64(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.VALUE_STRING) {
            throw kind("byte[]", token);
        }
        try {
            return Base64.getDecoder().decode(parser.getText());
        } catch (IllegalArgumentException e) {
            throw RestException.of(
                    400, "Bad Request: data=\"" + shortened(parser.getText()) + "\" is not a valid base64 string.");
        }
    }

    /** Whether UTF-8 cannot express a text because of half of a surrogate pair, which JSON can name. */
    public static boolean hasHalfOfAPair(String text) {
        return !StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** Goes on only at the beginning of an object. */
    public static void requireObject(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw kind("Object", parser.currentToken());
        }
    }

    /** Goes on only at the beginning of a list. */
    public static void requireArray(JsonParser parser) {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw kind("List", parser.currentToken());
        }
    }

    /** The error of a member that nobody knows. */
    public static RestException unrecognized(String name) {
        return RestException.of(422, "Unrecognized field: " + shortened(name));
    }

    private static RestException kind(String expected, @Nullable JsonToken found) {
        String words = found == null
                ? "nothing"
                : switch (found) {
                    case START_ARRAY -> "Array value";
                    case START_OBJECT -> "Object value";
                    case VALUE_STRING -> "String value";
                    case VALUE_TRUE, VALUE_FALSE -> "Boolean value";
                    case VALUE_NUMBER_INT -> "Integer value";
                    case VALUE_NUMBER_FLOAT -> "Floating-point value";
                    default -> "null";
                };
        return RestException.of(400, "Cannot deserialize value of type `" + expected + "` from " + words);
    }

    /** The beginning of what a client sent, for messages. */
    public static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
