package io.sluice.bench;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table. Immutable.
 *
 * @param name the case, with what tells its rows apart
 * @param unit what the values are counted in
 * @param gateway what the gateway did; null when there is nothing to report but the note
 * @param control what the control did; null when the goal is an absolute one
 * @param ratio gateway divided by control, round by round
 * @param goal the goal in words
 * @param met whether it was met; null without a verdict
 * @param note what else there is to say, one line
 */
public record Row(
        String name,
        String unit,
        @Nullable Side gateway,
        @Nullable Side control,
        Spread ratio,
        String goal,
        @Nullable Boolean met,
        String note) {

    /** Checks that nothing is missing. */
    public Row {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(ratio, "ratio");
        Objects.requireNonNull(goal, "goal");
        Objects.requireNonNull(note, "note");
    }

    /** A row of gateway against control. */
    public static Row of(String name, String unit, Duel duel, Verdict verdict) {
        return new Row(
                name,
                unit,
                Side.of(duel.gateway(), verdict.gatewayBytes()),
                Side.of(duel.control(), verdict.controlBytes()),
                duel.ratio(),
                verdict.goal(),
                verdict.met(),
                verdict.note());
    }

    /** A row with an absolute goal. */
    public static Row absolute(String name, String unit, Side gateway, Verdict verdict) {
        return new Row(name, unit, gateway, null, Spread.NONE, verdict.goal(), verdict.met(), verdict.note());
    }

    /** A row that says why nothing was measured. */
    public static Row unmeasured(String name, String goal, String why) {
        return new Row(name, "", null, null, Spread.NONE, goal, null, why);
    }

    /**
     * What a case concludes. Immutable.
     *
     * @param goal the goal in words
     * @param met whether it was met
     * @param gatewayBytes the gateway's resident memory
     * @param controlBytes the control's resident memory
     * @param note what else there is to say
     */
    public record Verdict(String goal, boolean met, long gatewayBytes, long controlBytes, String note) {

        /** A verdict without memory and note. */
        public static Verdict of(String goal, boolean met) {
            return new Verdict(goal, met, 0, 0, "");
        }

        /** The same with the resident memory of both processes as it is. */
        public Verdict with(Child gateway, Child control) {
            return new Verdict(goal, met, gateway.residentBytes(), control.residentBytes(), note);
        }

        /** The same with a note. */
        public Verdict noting(String text) {
            return new Verdict(goal, met, gatewayBytes, controlBytes, text);
        }
    }
}
