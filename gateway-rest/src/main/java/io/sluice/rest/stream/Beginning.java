package io.sluice.rest.stream;

import io.sluice.rest.consumer.Start;
import io.sluice.rest.web.Failures;
import io.sluice.rest.web.RestException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions a request reads, and from where. Immutable.
 *
 * @param partition null for all
 * @param cursor where a former request has ended; null for none
 * @param start for partitions that the cursor does not name: new ones when there is a cursor
 */
record Beginning(@Nullable Integer partition, @Nullable Cursor cursor, Start start) {
    private static final List<String> PLACES = List.of("partition", "offset", "timestamp");

    /**
     * What a query says.
     *
     * @param usual where to begin when it says nothing of this
     * @param lastEventId what a client that comes back has received, which counts for more than the query; null for none
     * @throws RestException 422 if it makes no sense
     */
    static Beginning of(Parameters query, Start usual, @Nullable String lastEventId) {
        Long partition = query.number("partition", 0, Integer.MAX_VALUE);
        Integer number = partition == null ? null : Math.toIntExact(partition);
        String cursor = query.text("cursor");
        if (cursor != null) {
            query.refuse(PLACES, "excludes cursor, which says where to go on in all partitions");
        }
        Start start = start(query, number, usual);
        if (lastEventId != null && !lastEventId.isBlank()) {
            return new Beginning(number, Cursor.parse("Last-Event-ID", lastEventId.strip()), Start.EARLIEST);
        }
        if (cursor != null) {
            return new Beginning(null, Cursor.parse("cursor", cursor), Start.EARLIEST);
        }
        return new Beginning(number, null, start);
    }

    private static Start start(Parameters query, @Nullable Integer partition, Start usual) {
        Long time = query.time("timestamp");
        String offset = query.text("offset");
        if (time != null) {
            query.refuse(List.of("offset"), "excludes timestamp");
            return Start.timestamp(time);
        }
        if (offset == null) {
            return usual;
        }
        return switch (offset.toLowerCase(Locale.ROOT)) {
            case "earliest" -> Start.EARLIEST;
            case "latest", "end" -> Start.LATEST;
            default -> {
                if (!Parameters.isNumber(offset)) {
                    throw Parameters.wrong("offset", offset, "a number, earliest, latest or end");
                }
                if (partition == null) {
                    throw RestException.of(422, "offset may be a number only together with partition");
                }
                yield Start.offset(query.number("offset", 0, Long.MAX_VALUE, 0));
            }
        };
    }

    /**
     * Where to begin in each partition of a topic.
     *
     * @param count how many partitions it has
     * @throws RestException 404 if one is named that it has not, 422 if there are too many to read at once
     */
    Map<Integer, Start> starts(int count) {
        if (partition != null) {
            return one(partition, count);
        }
        if (cursor != null && cursor.offsets().lastKey() >= count) {
            throw Failures.noPartition();
        }
        if (count > Cursor.MAX_PARTITIONS) {
            throw RestException.of(
                    422,
                    "partition must be named, because the topic has " + count + " partitions, and at most "
                            + Cursor.MAX_PARTITIONS + " are read at once");
        }
        Map<Integer, Start> starts = new HashMap<>();
        for (int id = 0; id < count; id++) {
            Long offset = cursor == null ? null : cursor.offset(id);
            starts.put(id, offset == null ? start : Start.offset(offset));
        }
        return starts;
    }

    private Map<Integer, Start> one(int id, int count) {
        if (id >= count) {
            throw Failures.noPartition();
        }
        if (cursor == null) {
            return Map.of(id, start);
        }
        Long offset = cursor.offset(id);
        if (offset == null || cursor.offsets().size() > 1) {
            throw RestException.of(422, "Last-Event-ID " + cursor + " is of other partitions than partition=" + id);
        }
        return Map.of(id, Start.offset(offset));
    }
}
