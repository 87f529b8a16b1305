package io.sluice.kafka.fetch;

import io.sluice.engine.http.Body;
import io.sluice.kafka.view.Entry;
import io.sluice.kafka.view.ListSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * What is sent of a selection. Immutable.
 *
 * @param etag the text between the quotes of the entity tag
 * @param contentType null when the record has none
 * @param cacheControl null when the record has none
 * @param body empty for a record with an empty value, which is answered with 204
 */
record Representation(
        String etag, @Nullable String contentType, @Nullable String cacheControl, Body body) {

    static Representation of(Entry entry) {
        Body body = Body.of(entry.array(), entry.valueOffset(), entry.valueLength());
        return new Representation(Etag.of(entry), entry.contentType(), entry.cacheControl(), body);
    }

    static Representation of(String etag, ListSnapshot list, MergeForm form) {
        return new Representation(etag, "application/json", null, form.body(list));
    }
}
