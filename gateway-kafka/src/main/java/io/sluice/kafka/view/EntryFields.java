package io.sluice.kafka.view;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * What a view keeps of a record's headers: the three that become response fields, and those that filters ask for.
 * Immutable. Most records of a topic share one instance.
 *
 * @param contentType the first {@code content-type}; null when absent or null
 * @param etag the first {@code etag}; null when absent or null
 * @param cacheControl the first {@code cache-control}; null when absent or null
 * @param filtered the values of each header that a filter names; names without value are left out
 */
record EntryFields(
        @Nullable String contentType,
        @Nullable String etag,
        @Nullable String cacheControl,
        Map<String, List<String>> filtered) {
    static final EntryFields NONE = new EntryFields(null, null, null, Map.of());

    /** Picks from a record's headers; names are compared exactly, as Kafka does. */
    static EntryFields of(Headers headers, Set<String> filterNames) {
        String contentType = null;
        String etag = null;
        String cacheControl = null;
        Map<String, List<String>> filtered = Map.of();
        for (Header header : headers) {
            String name = header.key();
            switch (name) {
                case "content-type" -> contentType = contentType == null ? text(header) : contentType;
                case "etag" -> etag = etag == null ? text(header) : etag;
                case "cache-control" -> cacheControl = cacheControl == null ? text(header) : cacheControl;
                default -> {}
            }
            String value = filterNames.contains(name) ? text(header) : null;
            if (value != null) {
                filtered = filtered.isEmpty() ? new TreeMap<>() : filtered;
                filtered.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
            }
        }
        return contentType == null && etag == null && cacheControl == null && filtered.isEmpty()
                ? NONE
                : new EntryFields(contentType, etag, cacheControl, filtered);
    }

    /** Whether a header has the value, in any of its occurrences. */
    boolean has(String name, String value) {
        return filtered.getOrDefault(name, List.of()).contains(value);
    }

    /** Null when there is no value or it is not UTF-8: no filter can name such a value, and no response can carry it. */
    private static @Nullable String text(Header header) {
        byte @Nullable [] value = header.value(); // a copy, the first time
        if (value == null) {
            return null;
        }
        if (isAscii(value)) {
            return new String(value, StandardCharsets.US_ASCII); // nearly always, and without a decoder
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte octet : bytes) {
            if (octet < 0) {
                return false;
            }
        }
        return true;
    }
}
