package io.sluice.kafka.read;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** How far one topic has been read. Owned by the {@link ReadLoop}'s thread. */
final class TopicReading {
    private final String topic;
    private final TopicSink sink;
    private final Set<TopicPartition> unstarted = new HashSet<>();
    private Uuid id = Uuid.ZERO_UUID;
    private long[] next = {};
    private long[] ends = {};
    private long locateAt;
    private long forbiddenAt;
    private boolean forbidden;
    private boolean running;
    private boolean locating;
    private boolean located;
    private boolean complete;
    private int attempt;

    TopicReading(String topic, TopicSink sink) {
        this.topic = topic;
        this.sink = sink;
    }

    String topic() {
        return topic;
    }

    TopicSink sink() {
        return sink;
    }

    Uuid id() {
        return id;
    }

    int partitions() {
        return next.length;
    }

    boolean isRunning() {
        return running;
    }

    /** Counts the beginnings, so that an answer to a question of an earlier one is known as such; 0 before the first. */
    int attempt() {
        return attempt;
    }

    /** The offset to read next. */
    long next(TopicPartition partition) {
        return next[partition.partition()];
    }

    void begin(Uuid newId, int partitions) {
        if (attempt > 0 && !id.equals(newId)) {
            sink.replaced(newId);
        }
        id = newId;
        next = new long[partitions];
        ends = new long[partitions];
        running = true;
        located = false;
        locating = false;
        complete = false;
        attempt++;
        unstarted.clear();
        sink.begin(partitions);
    }

    /** Notes that the offsets are being asked for; the attempt that the answer must still belong to. */
    int locating() {
        locating = true;
        return attempt;
    }

    /** Notes that the answer failed and when to ask again, in the terms of {@link System#nanoTime}. */
    void locateLater(long nanoTime) {
        locating = false;
        locateAt = nanoTime;
    }

    boolean mustLocate(long nanoTime) {
        return running && !located && !locating && nanoTime - locateAt >= 0;
    }

    void located(
            Map<TopicPartition, ListOffsetsResultInfo> starts, Map<TopicPartition, ListOffsetsResultInfo> offsets) {
        starts.forEach((partition, start) -> {
            next[partition.partition()] = start.offset();
            sink.trim(partition.partition(), start.offset());
        });
        offsets.forEach((partition, end) -> ends[partition.partition()] = end.offset());
        located = true;
        unstarted.addAll(all());
    }

    boolean isLocated() {
        return located;
    }

    boolean isIncomplete() {
        return running && located && !complete;
    }

    void resume(int partitions) {
        running = true;
        next = Arrays.copyOf(next, partitions);
        ends = Arrays.copyOf(ends, partitions);
        unstarted.addAll(all());
    }

    void suspend() {
        running = false;
    }

    /** Notes that the topic may not be read, and when that was seen, in the terms of {@link System#nanoTime}. */
    void forbid(long nanoTime) {
        forbidden = true;
        forbiddenAt = nanoTime;
    }

    void permit() {
        forbidden = false;
    }

    boolean isForbidden() {
        return forbidden;
    }

    long forbiddenAt() {
        return forbiddenAt;
    }

    void advance(int partition, long offset) {
        next[partition] = offset;
        sink.advance(partition, offset);
    }

    /** Makes a batch visible, and the topic complete when its ends have been passed. */
    void publish() {
        sink.publish();
        if (!complete && located && IntStream.range(0, ends.length).allMatch(p -> next[p] >= ends[p])) {
            complete = true;
            sink.complete();
        }
    }

    List<TopicPartition> assignment() {
        return running && located ? all() : List.of();
    }

    /** The partitions that have to be sought before they are read. */
    List<TopicPartition> takeUnstarted() {
        if (!running || !located) {
            return List.of();
        }
        List<TopicPartition> taken = List.copyOf(unstarted);
        unstarted.clear();
        return taken;
    }

    Map<TopicPartition, OffsetSpec> specs(OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        all().forEach(partition -> specs.put(partition, spec));
        return specs;
    }

    private List<TopicPartition> all() {
        List<TopicPartition> all = new ArrayList<>(next.length);
        for (int partition = 0; partition < next.length; partition++) {
            all.add(new TopicPartition(topic, partition));
        }
        return all;
    }
}
