package io.sluice.rest.stream;

import io.sluice.rest.web.RestException;
import io.sluice.rest.web.Scalars;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Where to go on in each partition: the offset of the next record. As text <code>partition:offset</code>, separated by commas
 * and in ascending order, such as {@code 0:15,1:7}; it stands in URLs, in {@code Link} and in the ids of events. Owned by
 * one request.
 */
final class Cursor {
    /** The most partitions: so that the text fits into the head of a request. */
    static final int MAX_PARTITIONS = 256;

    private static final Pattern ENTRY = Pattern.compile("(0|[1-9][0-9]{0,9}):(0|[1-9][0-9]{0,18})");
    private static final int MAX_LENGTH = MAX_PARTITIONS * 31;

    private final SortedMap<Integer, Long> offsets;

    /** A cursor at these offsets, by partition. */
    Cursor(Map<Integer, Long> offsets) {
        this.offsets = new TreeMap<>(offsets);
    }

    /**
     * Reads what {@link #toString} has written.
     *
     * @param name what the client calls it, for the message
     * @throws RestException 422 if it is anything else
     */
    static Cursor parse(String name, String text) {
        SortedMap<Integer, Long> offsets = new TreeMap<>();
        String[] entries = text.length() <= MAX_LENGTH ? text.split(",", -1) : new String[] {""};
        for (String entry : entries) {
            if (!ENTRY.matcher(entry).matches() || !put(offsets, entry)) {
                throw RestException.of(
                        422,
                        name
                                + " must be partition:offset, several separated by commas in ascending order, as it was told"
                                + " (was \"" + Scalars.shortened(text) + "\")");
            }
        }
        return new Cursor(offsets);
    }

    private static boolean put(SortedMap<Integer, Long> offsets, String entry) {
        int colon = entry.indexOf(':');
        try {
            int partition = Integer.parseInt(entry.substring(0, colon));
            boolean ascending = offsets.isEmpty() || offsets.lastKey() < partition;
            offsets.put(partition, Long.parseLong(entry.substring(colon + 1)));
            return ascending && offsets.size() <= MAX_PARTITIONS;
        } catch (NumberFormatException e) {
            return false; // beyond the largest number
        }
    }

    /** The offset of a partition; null if it is not named. */
    @Nullable Long offset(int partition) {
        return offsets.get(partition);
    }

    /** The offsets by partition; never empty. */
    SortedMap<Integer, Long> offsets() {
        return Collections.unmodifiableSortedMap(offsets);
    }

    /** Goes on behind a record. */
    void pass(ConsumerRecord<?, ?> record) {
        move(record.partition(), record.offset() + 1);
    }

    /** Goes on at an offset of a partition. */
    void move(int partition, long offset) {
        offsets.put(partition, offset);
    }

    @Override
    public String toString() {
        return offsets.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }
}
