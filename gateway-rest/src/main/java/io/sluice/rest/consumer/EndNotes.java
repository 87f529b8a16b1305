package io.sluice.rest.consumer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Where topics ended when an instance subscribed to them. A group needs a moment to give partitions to its members; with
 * {@code latest}, what is written in that moment is new to the instance all the same.
 */
final class EndNotes {
    private static final long NONE = -1;

    private final Map<String, long[]> ends = new HashMap<>();

    void clear() {
        ends.clear();
    }

    void add(TopicPartition partition, long end) {
        ends.compute(partition.topic(), (topic, known) -> {
            int size = partition.partition() + 1;
            long[] offsets = known == null ? new long[0] : known;
            if (offsets.length < size) {
                int before = offsets.length;
                offsets = Arrays.copyOf(offsets, size);
                Arrays.fill(offsets, before, size, NONE);
            }
            offsets[partition.partition()] = end;
            return offsets;
        });
    }

    /** Where to begin when a partition ends at {@code end}: where it ended before, if that was noted. */
    long begin(TopicPartition partition, long end) {
        long[] offsets = ends.get(partition.topic());
        return offsets == null || partition.partition() >= offsets.length || offsets[partition.partition()] == NONE
                ? end
                : Math.min(end, offsets[partition.partition()]);
    }
}
