package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON, written compactly; null is a record without it. */
final class JsonEncoder implements RecordEncoder {
    @Override
    public byte @Nullable [] encode(JsonParser value) throws IOException {
        return value.currentToken() == JsonToken.VALUE_NULL ? null : JsonCopy.copy(value);
    }
}
