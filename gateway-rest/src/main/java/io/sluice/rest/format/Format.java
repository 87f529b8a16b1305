package io.sluice.rest.format;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How keys and values stand in the JSON of requests and responses: the embedded formats of the REST Proxy's API. */
public enum Format {
    /** Any bytes, as base64 text. */
    BINARY(false),
    /** JSON in the record as well. */
    JSON(false),
    /** UTF-8 text, as a JSON string; known to the Strimzi bridge, and to version 3 as STRING. */
    TEXT(false),
    /** Avro's JSON encoding; in the record its binary encoding. */
    AVRO(true),
    /** Protobuf's JSON mapping; in the record its binary encoding. */
    PROTOBUF(true),
    /** JSON that is checked against a JSON Schema. */
    JSONSCHEMA(true);

    private static final Map<String, Format> BY_MEDIA_TYPE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Format::mediaType, format -> format));

    private final String mediaType;
    private final boolean usesSchema;

    Format(boolean usesSchema) {
        this.mediaType = "application/vnd.kafka." + name().toLowerCase(Locale.ROOT) + ".v2+json";
        this.usesSchema = usesSchema;
    }

    /**
     * The format of a media type.
     *
     * @param mediaType type and subtype without parameters, in lower case
     * @return null if it is no embedded format's
     */
    public static @Nullable Format ofMediaType(String mediaType) {
        return BY_MEDIA_TYPE.get(mediaType);
    }

    /** Type and subtype that requests and responses with such keys and values carry in version 2. */
    public String mediaType() {
        return mediaType;
    }

    /** Whether records carry the id of a schema. */
    public boolean usesSchema() {
        return usesSchema;
    }
}
