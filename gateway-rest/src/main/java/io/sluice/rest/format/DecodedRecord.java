package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A record's key and value, ready for a response. */
public final class DecodedRecord {
    private final Content key;
    private final Content value;

    DecodedRecord(Content key, Content value) {
        this.key = key;
        this.value = value;
    }

    /**
     * What key and value count towards the bound of a response: their bytes in the record, or those of the JSON where
     * records carry schema ids.
     */
    public long size() {
        return (long) key.size() + value.size();
    }

    /** Writes the key as one JSON value, null if the record has none. Fails only where the generator's target does. */
    public void writeKey(JsonGenerator to) throws IOException {
        key.write(to);
    }

    /** Writes the value as one JSON value, null if the record has none. Fails only where the generator's target does. */
    public void writeValue(JsonGenerator to) throws IOException {
        value.write(to);
    }
}
