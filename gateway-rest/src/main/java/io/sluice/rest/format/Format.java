package io.sluice.rest.format;

import io.sluice.rest.schema.SchemaType;
import io.sluice.rest.web.MediaTypes;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How keys and values stand in the JSON of requests and responses: the embedded formats of the REST Proxy's API. */
public enum Format {
    /** Any bytes, as base64 text. */
    BINARY(MediaTypes.BINARY, null),
    /** JSON in the record as well. */
    JSON(MediaTypes.JSON, null),
    /** UTF-8 text, as a JSON string; known to the Strimzi bridge, and to version 3 as STRING. */
    TEXT(MediaTypes.TEXT, null),
    /** Avro's JSON encoding; in the record its binary encoding. */
    AVRO(MediaTypes.AVRO, SchemaType.AVRO),
    /** Protobuf's JSON mapping; in the record its binary encoding. */
    PROTOBUF(MediaTypes.PROTOBUF, SchemaType.PROTOBUF),
    /** JSON that is checked against a JSON Schema. */
    JSONSCHEMA(MediaTypes.JSON_SCHEMA, SchemaType.JSON);

    private static final Map<String, Format> BY_MEDIA_TYPE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Format::mediaType, format -> format));

    private final String mediaType;
    private final @Nullable SchemaType schemaType;

    Format(String mediaType, @Nullable SchemaType schemaType) {
        this.mediaType = mediaType;
        this.schemaType = schemaType;
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

    /**
     * The format of records that are answered as one of {@link MediaTypes#records}.
     *
     * @param mediaType without parameters
     */
    public static Format ofRecords(String mediaType) {
        return mediaType.equals(MediaTypes.V2) ? BINARY : Objects.requireNonNull(ofMediaType(mediaType), mediaType);
    }

    /** Type and subtype that requests and responses with such keys and values carry in version 2. */
    public String mediaType() {
        return mediaType;
    }

    /** Whether records carry the id of a schema. */
    public boolean usesSchema() {
        return schemaType != null;
    }

    /** The language of its schemas. */
    SchemaType schemaType() {
        if (schemaType == null) {
            throw new IllegalStateException(this + " has no schemas");
        }
        return schemaType;
    }
}
