package io.sluice.kafka.fetch;

import io.sluice.engine.http.Body;
import io.sluice.kafka.view.Entry;
import io.sluice.kafka.view.ListSnapshot;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is sent of a selection. Immutable.
 *
 * @param etag the text between the quotes of the entity tag
 * @param contentType null when the record has none
 * @param cacheControl null when the record has none
 * @param body empty for a record with an empty value, which is answered with 204
 * @param inGzip makes the same for clients that take gzip; null when it is only sent as it is
 * @param isList whether it could be sent in gzip, now or when it is longer
 */
record Representation(
        String etag,
        @Nullable String contentType,
        @Nullable String cacheControl,
        Body body,
        @Nullable Supplier<Body> inGzip,
        boolean isList) {

    static Representation of(Entry entry) {
        Body body = Body.of(entry.array(), entry.valueOffset(), entry.valueLength());
        return new Representation(Etag.of(entry), entry.contentType(), entry.cacheControl(), body, null, false);
    }

    static Representation of(String etag, ListSnapshot list, MergeForm form) {
        return new Representation(etag, "application/json", null, form.body(list), form.gzipBody(list), true);
    }

    /** The tag of the gzip form: a strong tag tells encodings apart (RFC 9110 section 8.8.3.3). */
    String gzipEtag() {
        return etag + "-gzip";
    }
}
