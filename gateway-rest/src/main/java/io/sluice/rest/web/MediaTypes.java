package io.sluice.rest.web;

import java.util.ArrayList;
import java.util.List;

/** The media types of the API. */
public final class MediaTypes {
    /** Of everything in version 2 but embedded records. */
    public static final String V2 = "application/vnd.kafka.v2+json";
    /** Records in base64. */
    public static final String BINARY = embedded("binary");
    /** Records in JSON. */
    public static final String JSON = embedded("json");
    /** Records as text; not known to the original. */
    public static final String TEXT = embedded("text");
    /** Records in Avro's JSON encoding. */
    public static final String AVRO = embedded("avro");
    /** Records in JSON with a schema. */
    public static final String JSON_SCHEMA = embedded("jsonschema");
    /** Records in the JSON mapping of protocol buffers. */
    public static final String PROTOBUF = embedded("protobuf");
    /** Of version 3. */
    public static final String PLAIN_JSON = "application/json";

    /** Server-sent events. */
    public static final String EVENT_STREAM = "text/event-stream";

    /** Of documents that describe an API. */
    public static final String OPEN_API = "application/vnd.oai.openapi+json";

    /** What records can be embedded as, the default first. */
    public static final List<String> EMBEDDED = List.of(BINARY, JSON, AVRO, PROTOBUF, JSON_SCHEMA, TEXT);

    private MediaTypes() {}

    /** What records are offered as in version 2: the type of everything else means base64 there. */
    public static List<String> records() {
        List<String> types = new ArrayList<>(EMBEDDED);
        types.add(1, V2);
        return types;
    }

    /** What a body that embeds no records may be sent as in version 2: all of its types mean the same there. */
    public static List<String> control() {
        List<String> types = new ArrayList<>(EMBEDDED);
        types.add(0, V2);
        return List.copyOf(types);
    }

    private static String embedded(String format) {
        return "application/vnd.kafka." + format + ".v2+json";
    }
}
