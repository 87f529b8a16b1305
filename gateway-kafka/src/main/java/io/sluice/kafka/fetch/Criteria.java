package io.sluice.kafka.fetch;

import io.sluice.kafka.view.Entry;
import io.sluice.kafka.view.ListSnapshot;
import io.sluice.kafka.view.TopicView;
import io.sluice.kafka.view.WaitKey;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One filter with the values of a request. Immutable. */
final class Criteria {
    private final byte @Nullable [] key;
    private final WaitKey.HeaderValues headers;

    /**
     * Criteria of these values.
     *
     * @param key null for any key; not copied
     * @param headers which all must match; without names for any
     */
    Criteria(byte @Nullable [] key, WaitKey.HeaderValues headers) {
        this.key = key;
        this.headers = headers;
    }

    /** The records that match, by partition and offset. */
    ListSnapshot find(TopicView view) {
        if (key == null) {
            return headers.names().isEmpty() ? view.published().list() : view.find(headers);
        }
        Entry entry = view.get(key);
        return entry != null && hasHeaders(entry) ? ListSnapshot.of(List.of(entry)) : ListSnapshot.of(List.of());
    }

    WaitKey waitKey() {
        if (key != null) {
            return new WaitKey.Key(key);
        }
        return headers.names().isEmpty() ? WaitKey.Whole.ANY_RECORD : headers;
    }

    private boolean hasHeaders(Entry entry) {
        for (int i = 0; i < headers.names().size(); i++) {
            if (!entry.hasHeader(headers.names().get(i), headers.values().get(i))) {
                return false;
            }
        }
        return true;
    }
}
