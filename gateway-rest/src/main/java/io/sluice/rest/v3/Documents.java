package io.sluice.rest.v3;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Collection;

/** What the documents of version 3 have in common. Stateless. */
final class Documents {
    private Documents() {}

    /** Writes one of several things. */
    @FunctionalInterface
    interface Item<T> {
        void write(JsonGenerator json, T item) throws IOException;
    }

    /** Begins the object of an entity. */
    static void begin(JsonGenerator json, String kind, Resource resource) throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", kind);
        json.writeObjectFieldStart("metadata");
        json.writeStringField("self", resource.url());
        json.writeStringField("resource_name", resource.crn());
        json.writeEndObject();
        json.writeStringField("cluster_id", resource.clusterId());
    }

    /** Writes a link to something else. */
    static void related(JsonGenerator json, String name, String url) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("related", url);
        json.writeEndObject();
    }

    /** Writes all that a collection has; there are no pages. */
    static <T> void list(JsonGenerator json, String kind, String url, Collection<T> items, Item<T> writer)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("kind", kind);
        json.writeObjectFieldStart("metadata");
        json.writeStringField("self", url);
        json.writeNullField("next");
        json.writeEndObject();
        json.writeArrayFieldStart("data");
        for (T item : items) {
            writer.write(json, item);
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
