package io.sluice.kafka.fetch;

import io.sluice.engine.http.Body;
import io.sluice.engine.http.EntityTags;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.observe.RecordPlace;
import io.sluice.kafka.view.Entry;
import java.util.List;

/** One record. Its answers are the same for every request, and so made once. */
final class ItemRepresentation implements Representation {
    private final String etag;
    private final HttpResponse full;
    private final HttpResponse notModified;
    private final RecordPlace place;

    private ItemRepresentation(String etag, HttpResponse full, HttpResponse notModified, RecordPlace place) {
        this.etag = etag;
        this.full = full;
        this.notModified = notModified;
        this.place = place;
    }

    /** The answers of a topic's record; 204 for one with an empty value. */
    static ItemRepresentation of(String topic, Entry entry, String incarnation) {
        String etag = Etag.of(entry, incarnation);
        String cacheControl = entry.cacheControl();
        HttpFields validators = HttpFields.builder()
                .add("etag", EntityTags.quote(etag))
                .add("cache-control", cacheControl == null ? "no-cache" : cacheControl)
                .build();
        HttpFields described = validators.toBuilder()
                .addIfPresent("content-type", entry.contentType())
                .build();
        Body body = Body.of(entry.array(), entry.valueOffset(), entry.valueLength());
        int status = body.length() == 0 ? 204 : 200;
        return new ItemRepresentation(
                etag,
                new HttpResponse(status, described, body),
                HttpResponse.of(304, validators),
                new RecordPlace(topic, entry.partition(), entry.offset()));
    }

    /** The number of characters in the values of its fields. */
    int fieldLength() {
        int length = 0;
        for (int i = 0; i < full.fields().size(); i++) {
            length += full.fields().value(i).length();
        }
        return length;
    }

    @Override
    public boolean isNamedBy(List<String> ifNoneMatch) {
        return EntityTags.noneMatchHits(ifNoneMatch, etag);
    }

    @Override
    public HttpResponse full(HttpRequest request) {
        return full;
    }

    @Override
    public HttpResponse notModified(HttpRequest request) {
        return notModified;
    }

    @Override
    public RecordPlace record() {
        return place;
    }
}
