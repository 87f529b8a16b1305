package io.sluice.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What requests to a collector of OpenTelemetry have in common, whatever the signal: one resource with one scope, in the
 * JSON of Protocol Buffers. Stateless.
 */
final class OtlpRequest {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String SERVICE = "service.name";

    private OtlpRequest() {}

    /** Writes the members of the scope's list. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** The attributes of the process; {@code service.name} is {@code sluice} unless it is among them. */
    static Map<String, String> resource(Map<String, String> attributes) {
        Map<String, String> resource = new LinkedHashMap<>(attributes);
        resource.putIfAbsent(SERVICE, "sluice");
        return resource;
    }

    /**
     * A whole request.
     *
     * @param suffix what the lists of resources and of scopes are called after, such as {@code Metrics}
     * @param list the scope's list
     */
    static byte[] of(String suffix, String list, Map<String, String> resource, Content content) {
        var bytes = new ByteArrayOutputStream(1 << 16);
        try (var json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("resource" + suffix);
            json.writeStartObject();
            json.writeObjectFieldStart("resource");
            attributes(json, resource);
            json.writeEndObject();
            json.writeArrayFieldStart("scope" + suffix);
            json.writeStartObject();
            json.writeObjectFieldStart("scope");
            json.writeStringField("name", "io.sluice");
            json.writeEndObject();
            json.writeArrayFieldStart(list);
            content.write(json);
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a byte array does not fail
        }
        return bytes.toByteArray();
    }

    /** The member {@code attributes}; values are texts, or integers, which are texts too where they have 64 bits. */
    static void attributes(JsonGenerator json, Map<String, ?> attributes) throws IOException {
        json.writeArrayFieldStart("attributes");
        for (Map.Entry<String, ?> attribute : attributes.entrySet()) {
            json.writeStartObject();
            json.writeStringField("key", attribute.getKey());
            json.writeObjectFieldStart("value");
            boolean number = attribute.getValue() instanceof Integer;
            json.writeStringField(
                    number ? "intValue" : "stringValue", attribute.getValue().toString());
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
