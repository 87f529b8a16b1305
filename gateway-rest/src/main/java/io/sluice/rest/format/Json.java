package io.sluice.rest.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.StreamWriteFeature;

/** How JSON of strangers is read and written: with bounds, and so that equal names within an object are refused. */
public final class Json {
    /** Levels of arrays and objects within each other. */
    static final int DEPTH = 500;

    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .streamWriteConstraints(
                    StreamWriteConstraints.builder().maxNestingDepth(DEPTH).build())
            .enable(StreamWriteFeature.STRICT_DUPLICATE_DETECTION)
            .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false) // names are the sender's
            .rootValueSeparator((String) null)
            .build();

    private Json() {}

    /**
     * Makes parsers for bodies and records, and generators for responses.
     *
     * <p>Arrays and objects may be 500 deep, numbers have 1000 digits and strings 20 million characters; generators refuse
     * a second member of the same name in an object.
     */
    public static JsonFactory factory() {
        return FACTORY;
    }
}
