package io.sluice.rest.format;

import io.sluice.rest.format.ContentReader.UnreadableException;
import io.sluice.rest.web.RestException;
import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** A schema that values can be checked against and converted with. Any thread. */
interface ParsedSchema {
    /** The format of its values. */
    Format format();

    /** What subjects may be named after: a full name, or a title; null if it has none. */
    @Nullable String name();

    /**
     * Converts a value to what stands in a record behind the schema's id.
     *
     * @param json one value, compact, in UTF-8
     * @throws RestException if the value does not fit
     */
    void encode(byte[] json, ByteArrayOutputStream to);

    /**
     * Converts what stands in a record behind the schema's id.
     *
     * @param record the record's key or value
     * @param from the first byte behind the schema's id
     * @return one JSON value in UTF-8
     * @throws UnreadableException if the bytes do not fit
     */
    byte[] decode(byte[] record, int from) throws UnreadableException;
}
