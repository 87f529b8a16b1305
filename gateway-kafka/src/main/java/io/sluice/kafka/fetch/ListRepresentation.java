package io.sluice.kafka.fetch;

import io.sluice.engine.http.AcceptEncoding;
import io.sluice.engine.http.EntityTags;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.HttpResponse;
import io.sluice.kafka.view.ListSnapshot;
import java.util.List;

/** A list of records, plain or in gzip as the client wants it. */
final class ListRepresentation implements Representation {
    private final String etag;
    private final ListSnapshot list;
    private final MergeForm form;

    ListRepresentation(String etag, ListSnapshot list, MergeForm form) {
        this.etag = etag;
        this.list = list;
        this.form = form;
    }

    @Override
    public boolean isNamedBy(List<String> ifNoneMatch) {
        return !ifNoneMatch.isEmpty()
                && (EntityTags.noneMatchHits(ifNoneMatch, etag) || EntityTags.noneMatchHits(ifNoneMatch, gzipEtag()));
    }

    @Override
    public HttpResponse full(HttpRequest request) {
        boolean gzip = isSentInGzip(request);
        HttpFields.Builder fields = validators(gzip).add("content-type", "application/json");
        if (gzip) {
            return new HttpResponse(200, fields.add("content-encoding", "gzip").build(), form.gzipBody(list));
        }
        return new HttpResponse(200, fields.build(), form.body(list));
    }

    @Override
    public HttpResponse notModified(HttpRequest request) {
        return HttpResponse.of(304, validators(isSentInGzip(request)).build());
    }

    private boolean isSentInGzip(HttpRequest request) {
        return form.paysInGzip(list) && AcceptEncoding.takesGzip(request.headers("accept-encoding"));
    }

    private HttpFields.Builder validators(boolean gzip) {
        return HttpFields.builder()
                .add("etag", EntityTags.quote(gzip ? gzipEtag() : etag))
                .add("cache-control", "no-cache")
                .add("vary", "accept-encoding");
    }

    /** The tag of the gzip form: a strong tag tells encodings apart (RFC 9110 section 8.8.3.3). */
    private String gzipEtag() {
        return etag + "-gzip";
    }
}
