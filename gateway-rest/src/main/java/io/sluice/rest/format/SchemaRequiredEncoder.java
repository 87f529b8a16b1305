package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sluice.rest.web.RestException;
import org.jspecify.annotations.Nullable;

/** Stands in for a schema that the request does not name: null is all that needs none. */
final class SchemaRequiredEncoder implements RecordEncoder {
    private final RestException refusal;

    SchemaRequiredEncoder(RestException refusal) {
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
