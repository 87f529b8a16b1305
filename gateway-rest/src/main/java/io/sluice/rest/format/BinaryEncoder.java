package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Base64 of the standard alphabet, with or without its padding; nothing else may stand in the text. */
final class BinaryEncoder implements RecordEncoder {
    private static final Base64.Decoder DECODER = Base64.getDecoder();

    @Override
    public byte @Nullable [] encode(JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (value.currentToken() != JsonToken.VALUE_STRING) {
            throw Failures.badRequest("data=" + Quote.of(value) + " is not a base64 string.");
        }
        String text = value.getText();
        try {
            return DECODER.decode(paddedWhollyOrNot(text));
        } catch (IllegalArgumentException e) {
            throw Failures.badRequest("data=" + Quote.of(value) + " is not a valid base64 string.");
        }
    }

    /** The JDK takes two characters of padding or none where two belong; clients send one as well. */
    private static String paddedWhollyOrNot(String text) {
        return text.length() % 4 == 3 && text.endsWith("=") ? text.substring(0, text.length() - 1) : text;
    }
}
