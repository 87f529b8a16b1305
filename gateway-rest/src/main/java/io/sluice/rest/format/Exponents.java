package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * Finds numbers such as {@code 1e999999999}, which are short to write and take gigabytes as an integer. What libraries do
 * with a number, or with text that a schema declares to be one, is not known here.
 */
final class Exponents {
    private static final int DIGITS = 4;
    private static final Pattern NUMBER = Pattern.compile("\\s*+-?+[0-9]*+\\.?+[0-9]*+[eE][+-]?+[0-9]{5,}+\\s*+");

    private Exponents() {}

    /** Refuses numbers whose exponent has more than four digits. */
    static void check(byte[] json) throws IOException {
        if (!hasCandidate(json)) {
            return;
        }
        try (JsonParser parser = JsonText.FACTORY.createParser(json)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean scalar = token == JsonToken.VALUE_NUMBER_FLOAT
                        || token == JsonToken.VALUE_STRING
                        || token == JsonToken.FIELD_NAME;
                if (scalar && NUMBER.matcher(parser.getText()).matches()) {
                    throw Failures.badRequest(
                            "the number " + Failures.quoted(parser.getText().strip()) + " has an exponent of more than "
                                    + DIGITS + " digits.");
                }
            }
        }
    }

    /** Whether an e is followed by a sign, perhaps, and by five digits. */
    private static boolean hasCandidate(byte[] json) {
        for (int i = 0; i + DIGITS + 1 < json.length; i++) {
            if ((json[i] | 0x20) == 'e' && hasDigits(json, json[i + 1] == '+' || json[i + 1] == '-' ? i + 2 : i + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasDigits(byte[] json, int from) {
        if (from + DIGITS >= json.length) {
            return false;
        }
        for (int i = from; i <= from + DIGITS; i++) {
            if (json[i] < '0' || json[i] > '9') {
                return false;
            }
        }
        return true;
    }
}
