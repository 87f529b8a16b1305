package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.sluice.rest.web.Json;

/** Reads the JSON of records, and writes it. In records, an object may have members of equal names. */
final class JsonText {
    /** Makes parsers that know the depth of requests, and generators of values that stand for themselves. */
    static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Json.MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE) // no longer than the record
                    .build())
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false) // names are the sender's
            .rootValueSeparator((String) null)
            .build();

    private JsonText() {}
}
