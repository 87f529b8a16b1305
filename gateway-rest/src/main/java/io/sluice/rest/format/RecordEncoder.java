package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonParser;
import io.sluice.rest.web.RestException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Makes the keys or the values of one request's records. Does not wait for anything; keeps buffers, so it is owned by one
 * thread at a time. After a refusal it can go on with the next value.
 */
public interface RecordEncoder {
    /**
     * Makes the bytes of a key or value.
     *
     * @param value stands at the first token of the value; afterwards at its last
     * @return null for a record without it
     * @throws RestException if the value does not fit the format or the schema
     * @throws IOException if the parser fails, for example because the JSON is malformed
     */
    byte @Nullable [] encode(JsonParser value) throws IOException;

    /**
     * Makes the bytes for a record of the request that does not have the member at all, as for null: with a schema, null must
     * fit it.
     *
     * @throws RestException if it does not
     */
    default byte @Nullable [] encodeAbsent() {
        return null;
    }

    /** The schema that values must fit; null without one. */
    default @Nullable RegisteredSchema schema() {
        return null;
    }
}
