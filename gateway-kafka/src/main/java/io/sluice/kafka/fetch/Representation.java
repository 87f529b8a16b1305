package io.sluice.kafka.fetch;

import io.sluice.engine.http.HttpRequest;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.observe.RecordPlace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is sent of a selection. Immutable. */
interface Representation {

    /**
     * Whether the client has it, in whichever encoding.
     *
     * @param ifNoneMatch the values of all {@code If-None-Match} fields; empty when there are none
     */
    boolean isNamedBy(List<String> ifNoneMatch);

    /** The answer to a client that does not have it. */
    HttpResponse full(HttpRequest request);

    /** The answer to a client that has it: 304. */
    HttpResponse notModified(HttpRequest request);

    /** The record that it is; null for several. */
    default @Nullable RecordPlace record() {
        return null;
    }
}
