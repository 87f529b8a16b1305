package io.sluice.record.recorder;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/** Says in one line of the log what was lost since the last one, if anything was. Owned by the recorder's thread. */
final class Summary {
    private static final Logger LOGGER = LoggerFactory.getLogger(Recorder.class);

    private final String recorder;
    private final long intervalNanos;
    private final Counters counters;
    private final Map<DropReason, Long> told = new EnumMap<>(DropReason.class);
    private long toldErrors;
    private long next;
    private @Nullable Throwable failure;

    Summary(String recorder, Duration interval, Counters counters, long now) {
        this.recorder = recorder;
        this.intervalNanos = interval.toNanos();
        this.counters = counters;
        this.next = now + intervalNanos;
    }

    /** The reason of a loss, of which the summary tells one. */
    void failed(Throwable cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Tells, if it is time to. */
    void tick(long now) {
        if (now - next >= 0) {
            tell();
            next = now + intervalNanos;
        }
    }

    /** Tells now. */
    void tell() {
        LoggingEventBuilder line = LOGGER.atLevel(Level.WARN).addKeyValue("recorder", recorder);
        boolean lost = false;
        for (DropReason reason : DropReason.values()) {
            long all = counters.dropped(reason);
            Long before = told.put(reason, all);
            long since = all - (before == null ? 0 : before);
            if (since > 0) {
                line = line.addKeyValue(reason.label(), since);
                lost = true;
            }
        }
        long errors = counters.errors() - toldErrors;
        toldErrors += errors;
        if (errors > 0) {
            line = line.addKeyValue("errors", errors);
        }
        Throwable cause = failure;
        failure = null;
        if (cause != null) {
            line = line.addKeyValue("error", cause.toString());
        }
        if (lost || errors > 0) {
            line.log("exchanges were not recorded");
        } else if (cause != null) {
            line.log("sink of recordings failed");
        }
    }
}
