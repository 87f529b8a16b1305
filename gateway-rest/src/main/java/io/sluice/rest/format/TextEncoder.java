package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A JSON string, which becomes UTF-8. */
final class TextEncoder implements RecordEncoder {
    @Override
    public byte @Nullable [] encode(JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (value.currentToken() != JsonToken.VALUE_STRING) {
            throw Failures.badRequest("data=" + Quote.of(value) + " is not a string.");
        }
        byte[] bytes = Utf8.encode(value.getText());
        if (bytes == null) {
            throw Failures.badRequest("a string has half of a surrogate pair, which is no character.");
        }
        return bytes;
    }
}
