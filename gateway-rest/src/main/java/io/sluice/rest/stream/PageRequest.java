package io.sluice.rest.stream;

import io.sluice.rest.consumer.Start;
import java.time.Duration;
import java.util.List;

/**
 * What a request for a page of records says. Immutable.
 *
 * @param limit the most records
 * @param timeout how long to wait for a record when there is none
 * @param maxBytes what the sum of the sizes of keys and values stays below
 */
record PageRequest(Beginning beginning, int limit, Duration timeout, int maxBytes) {
    private static final int MAX_LIMIT = 10_000;
    private static final int USUAL_LIMIT = 100;
    private static final int USUAL_BYTES = 1 << 20;

    /**
     * What a query says.
     *
     * @param mostBytes the highest value of {@code max_bytes}
     * @throws io.sluice.rest.web.RestException 422 if it makes no sense
     */
    static PageRequest of(Parameters query, Duration maxWait, int mostBytes) {
        query.refuse(List.of("format"), "is for event streams; the field Accept says how records are answered");
        return new PageRequest(
                Beginning.of(query, Start.EARLIEST, null),
                Math.toIntExact(query.number("limit", 1, MAX_LIMIT, USUAL_LIMIT)),
                Duration.ofMillis(query.number("timeout", 0, maxWait.toMillis(), 0)),
                Math.toIntExact(query.number("max_bytes", 1, mostBytes, Math.min(USUAL_BYTES, mostBytes))));
    }

    /** The query that begins at a cursor and is the same otherwise. */
    String next(Cursor cursor) {
        var query = new StringBuilder();
        Integer partition = beginning.partition();
        if (partition == null) {
            query.append("cursor=").append(cursor);
        } else {
            query.append("partition=").append(partition).append("&offset=").append(cursor.offset(partition));
        }
        if (limit != USUAL_LIMIT) {
            query.append("&limit=").append(limit);
        }
        if (!timeout.isZero()) {
            query.append("&timeout=").append(timeout.toMillis());
        }
        if (maxBytes != USUAL_BYTES) {
            query.append("&max_bytes=").append(maxBytes);
        }
        return query.toString();
    }
}
