package io.sluice.record.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;

/** Texts that mean a number or a boolean, as in paths, queries and headers. */
public final class Scalars {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_DIGITS = 18;

    private Scalars() {}

    /** The value that a text is likely to mean. Digits that no number starts with, as in {@code 007}, are a text. */
    public static JsonNode of(String text) {
        if (text.equals("true") || text.equals("false")) {
            return NODES.booleanNode(text.equals("true"));
        }
        int point = -1;
        int start = text.startsWith("-") ? 1 : 0;
        int length = text.length();
        if (length == start || length - start > MAX_DIGITS || !isDigit(text.charAt(length - 1))) {
            return NODES.textNode(text);
        }
        for (int i = start; i < length; i++) {
            char c = text.charAt(i);
            if (c == '.' && point < 0 && i > start) {
                point = i;
            } else if (!isDigit(c)) {
                return NODES.textNode(text);
            }
        }
        int whole = point < 0 ? length : point;
        if (text.charAt(start) == '0' && whole - start > 1) {
            return NODES.textNode(text);
        }
        return point < 0 ? NODES.numberNode(Long.parseLong(text)) : NODES.numberNode(new BigDecimal(text));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
