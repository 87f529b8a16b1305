package io.sluice.cli.record;

import io.sluice.record.replay.ReplayResult;
import io.sluice.record.replay.ReplayResult.Outcome;
import io.sluice.record.replay.Replayer;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Prints what differs, up to a bound, and counts. Any thread. */
final class ReplayReport implements Consumer<ReplayResult> {
    private static final int MAX_PRINTED = 100;

    private final PrintWriter out;
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class); // guarded by this
    private int printed; // guarded by this

    ReplayReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void accept(ReplayResult result) {
        counts.merge(result.outcome(), 1L, Long::sum);
        if (result.outcome() == Outcome.SAME) {
            return;
        }
        if (printed++ < MAX_PRINTED) {
            out.println(word(result.outcome()) + " " + result.request() + " (" + result.place() + ")");
            result.details().forEach(detail -> out.println("    " + detail));
        }
    }

    /** Prints the summary and returns the exit code. */
    synchronized int end(Replayer replayer, boolean finished) {
        if (printed > MAX_PRINTED) {
            out.println("and " + (printed - MAX_PRINTED) + " more");
        }
        replayer.unsent()
                .forEach((field, times) ->
                        out.println("the field " + field + " was redacted and not sent, in " + times + " requests"));
        out.println("%d sent: %d same, %d different, %d failed; %d not sent"
                .formatted(
                        replayer.sent(),
                        count(Outcome.SAME),
                        count(Outcome.DIFFERENT),
                        count(Outcome.FAILED),
                        count(Outcome.NOT_SENT)));
        if (!finished) {
            out.println("some answers are still missing");
        }
        out.flush();
        boolean same = finished && count(Outcome.DIFFERENT) == 0 && count(Outcome.FAILED) == 0;
        return same ? Work.DONE : Work.DIFFERENT;
    }

    private long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
