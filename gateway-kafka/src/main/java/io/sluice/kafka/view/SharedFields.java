package io.sluice.kafka.view;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@link EntryFields} of headers, and the same ones of the same headers: most records of a topic have a {@code
 * content-type} that is that of the record before, and nothing else that counts. Owned by the view's thread.
 */
final class SharedFields {
    private static final int MAX_SHARED = 10_000;

    private final Set<String> filterNames;
    private final Map<EntryFields, EntryFields> shared = new HashMap<>();
    private byte @Nullable [] latestType;
    private EntryFields ofLatestType = EntryFields.NONE;

    /**
     * Without fields.
     *
     * @param filterNames the headers that filters compare
     */
    SharedFields(Set<String> filterNames) {
        this.filterNames = filterNames;
    }

    /** What is kept of a record's headers. */
    EntryFields of(Headers headers) {
        byte @Nullable [] type = null;
        for (Header header : headers) {
            String name = header.key();
            if (type == null && name.equals("content-type") && !filterNames.contains(name)) {
                type = header.value();
                if (type == null) {
                    return share(headers);
                }
            } else if (counts(name)) {
                return share(headers);
            }
        }
        return type == null ? EntryFields.NONE : ofType(type, headers);
    }

    private boolean counts(String name) {
        return switch (name) {
            case "content-type", "etag", "cache-control" -> true;
            default -> filterNames.contains(name);
        };
    }

    private EntryFields ofType(byte[] type, Headers headers) {
        if (!Arrays.equals(type, latestType)) {
            ofLatestType = share(headers);
            latestType = type;
        }
        return ofLatestType;
    }

    private EntryFields share(Headers headers) {
        EntryFields fields = EntryFields.of(headers, filterNames);
        if (fields.equals(EntryFields.NONE) || fields.etag() != null) {
            return fields;
        }
        if (shared.size() >= MAX_SHARED) {
            shared.clear();
        }
        EntryFields before = shared.putIfAbsent(fields, fields);
        return before == null ? fields : before;
    }

    /** Forgets what was made. */
    void clear() {
        shared.clear();
        latestType = null;
        ofLatestType = EntryFields.NONE;
    }
}
