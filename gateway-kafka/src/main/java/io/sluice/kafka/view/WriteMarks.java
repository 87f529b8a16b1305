package io.sluice.kafka.view;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The writes that this gateway has acknowledged and the view has not read yet, so that whoever wrote can be made to wait
 * for them. Any thread.
 *
 * <p>At most {@value #MAX_MARKS} are kept, so that a view that cannot read does not fill the memory; later writes are not
 * waited for.
 */
public final class WriteMarks {
    static final int MAX_MARKS = 100_000;

    private final Map<Object, Mark> marks = new ConcurrentHashMap<>();
    private final Progress progress;

    /** Where a view must have read to. */
    record Mark(int partition, long offset) {

        /** Acknowledgements of one partition may arrive out of order; a key that has moved counts where it is now. */
        Mark later(Mark next) {
            return next.partition == partition && next.offset < offset ? this : next;
        }
    }

    /** How far a view has read. */
    @FunctionalInterface
    interface Progress {
        boolean isPast(int partition, long offset);
    }

    WriteMarks(Progress progress) {
        this.progress = progress;
    }

    /** Notes an acknowledged write, unless it has been read already. */
    public void note(byte @Nullable [] key, int partition, long offset) {
        if (progress.isPast(partition, offset)) {
            return;
        }
        Object place = key == null
                ? partition
                : new WaitKey.Key(key); // records without a key have no order but their partition's
        if (marks.size() >= MAX_MARKS && !marks.containsKey(place)) {
            return;
        }
        Mark mark = marks.merge(place, new Mark(partition, offset), Mark::later);
        if (progress.isPast(mark.partition(), mark.offset())) {
            marks.remove(place, mark);
        }
    }

    /** Whether a write of the key has not been read yet. */
    public boolean isPending(byte[] key) {
        return !marks.isEmpty() && isPending(marks.get(new WaitKey.Key(key)));
    }

    /** What has to be read before the topic as a whole shows all writes up to now; empty when it does. */
    public Map<Integer, Long> targets() {
        if (marks.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Long> targets = new ConcurrentHashMap<>();
        marks.values().stream()
                .filter(this::isPending)
                .forEach(mark -> targets.merge(mark.partition(), mark.offset(), Math::max));
        return targets;
    }

    /** Whether all targets have been read. */
    public boolean isPast(Map<Integer, Long> targets) {
        return targets.entrySet().stream().allMatch(target -> progress.isPast(target.getKey(), target.getValue()));
    }

    private boolean isPending(@Nullable Mark mark) {
        return mark != null && !progress.isPast(mark.partition(), mark.offset());
    }

    boolean isEmpty() {
        return marks.isEmpty();
    }

    int size() {
        return marks.size();
    }

    /** Forgets what has been read. */
    void sweep() {
        if (!marks.isEmpty()) {
            marks.values().removeIf(mark -> progress.isPast(mark.partition(), mark.offset()));
        }
    }

    void clear() {
        marks.clear();
    }
}
