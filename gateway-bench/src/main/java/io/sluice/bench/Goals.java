package io.sluice.bench;

import java.util.Locale;

/** The goals of the usual kinds, judged by medians. Stateless. */
public final class Goals {
    private Goals() {}

    /** The gateway does at least a share of what the control does. */
    public static Row.Verdict atLeast(double share, Duel duel) {
        return Row.Verdict.of(text(">= %.2f", share), duel.ratio().median() >= share);
    }

    /** As {@link #atLeast}, and the slowest in a hundred takes at most so many times as long. */
    public static Row.Verdict atLeast(double share, double p99Times, Duel duel) {
        boolean fast = duel.ratio().median() >= share;
        Spread p99 = duel.ratio(Round::p99Millis);
        return Row.Verdict.of(text(">= %.2f, p99 <= %.2f x", share, p99Times), fast && p99.median() <= p99Times)
                .noting(text("p99 ratio %.2f", p99.median()));
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
