package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import org.jspecify.annotations.Nullable;

/** Stands in for a schema that the request does not name: null is all that needs none. */
final class SchemaRequiredEncoder implements RecordEncoder {
    private final FormatException refusal;

    SchemaRequiredEncoder(FormatException refusal) {
        this.refusal = refusal;
    }

    @Override
    public byte @Nullable [] encode(JsonParser value) {
        if (value.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        throw refusal;
    }
}
