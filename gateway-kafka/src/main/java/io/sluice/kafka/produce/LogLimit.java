package io.sluice.kafka.produce;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Lets a message through once in a while, for each subject on its own. Any thread. */
public final class LogLimit {
    private static final int MAX_SUBJECTS = 1_000;

    private final long pauseNanos;
    private final Map<String, Long> last = new ConcurrentHashMap<>();

    /** Lets a message about a subject through once in this time. */
    public LogLimit(Duration pause) {
        this.pauseNanos = pause.toNanos();
    }

    /** Whether a message about a subject is due; if so, the next one is due after the pause. */
    public boolean allows(String subject) {
        long now = System.nanoTime();
        if (last.size() >= MAX_SUBJECTS) {
            last.clear();
        }
        Long shown = last.get(subject);
        if (shown != null && now - shown < pauseNanos) {
            return false;
        }
        last.put(subject, now);
        return true;
    }
}
