package io.sluice.record.recorder;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What happened to exchanges. Thread-safe. */
final class Counters implements RecordingSink.Receipts {
    private final LongAdder recorded = new LongAdder();
    private final LongAdder truncated = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final Map<DropReason, LongAdder> dropped = new EnumMap<>(DropReason.class); // filled once

    Counters() {
        for (DropReason reason : DropReason.values()) {
            dropped.put(reason, new LongAdder());
        }
    }

    @Override
    public void recorded(long count) {
        recorded.add(count);
    }

    @Override
    public void dropped(DropReason reason, long count) {
        of(reason).add(count);
    }

    @Override
    public void truncated() {
        truncated.increment();
    }

    void failed() {
        errors.increment();
    }

    long recorded() {
        return recorded.sum();
    }

    long truncations() {
        return truncated.sum();
    }

    long errors() {
        return errors.sum();
    }

    long dropped(DropReason reason) {
        return of(reason).sum();
    }

    private LongAdder of(DropReason reason) {
        return Objects.requireNonNull(dropped.get(reason));
    }
}
