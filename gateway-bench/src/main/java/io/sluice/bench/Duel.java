package io.sluice.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The rounds of gateway and control, taken in turn: A B A B. Immutable.
 *
 * @param gateway the gateway's rounds, in order
 * @param control the control's rounds, in order
 */
public record Duel(List<Round> gateway, List<Round> control) {
    private static final int MAX_WARM_UPS = 6;
    private static final double SETTLED = 0.9;

    /** One side under measurement. */
    @FunctionalInterface
    public interface Contestant {
        /**
         * Loads the side for some seconds.
         *
         * @throws BenchFailure if it answers wrongly
         */
        Round run(double seconds);
    }

    /** Copies the lists. */
    public Duel {
        gateway = List.copyOf(gateway);
        control = List.copyOf(control);
        if (gateway.size() != control.size()) {
            throw new IllegalArgumentException(
                    "control: " + control.size() + " rounds (expected: " + gateway.size() + " as of the gateway)");
        }
    }

    /** Warms both sides up and measures them in turn. */
    public static Duel fight(Scale scale, Contestant gateway, Contestant control) {
        gateway.run(scale.warmUpSeconds());
        control.run(scale.warmUpSeconds());
        return rounds(scale, gateway, control);
    }

    /**
     * The same, with a warm-up that lasts until a request costs no less than before. Where much code takes part, the
     * just-in-time compilers need longer than one warm-up, and they share the cores with what is measured. A quick run
     * has no time for that.
     */
    public static Duel fightSettled(Scale scale, Contestant gateway, Contestant control) {
        if (scale.quick()) {
            return fight(scale, gateway, control);
        }
        settle(scale, gateway);
        settle(scale, control);
        return rounds(scale, gateway, control);
    }

    private static void settle(Scale scale, Contestant side) {
        double cost = side.run(scale.warmUpSeconds()).cpuMicros();
        for (int i = 1; i < MAX_WARM_UPS; i++) {
            double next = side.run(scale.warmUpSeconds()).cpuMicros();
            if (next > SETTLED * cost) {
                return;
            }
            cost = next;
        }
    }

    private static Duel rounds(Scale scale, Contestant gateway, Contestant control) {
        List<Round> ours = new ArrayList<>();
        List<Round> theirs = new ArrayList<>();
        for (int i = 0; i < scale.rounds(); i++) {
            ours.add(gateway.run(scale.roundSeconds()));
            theirs.add(control.run(scale.roundSeconds()));
        }
        return new Duel(ours, theirs);
    }

    /** Gateway divided by control, round by round. */
    public Spread ratio() {
        return ratio(Round::value);
    }

    /** Gateway divided by control of some figure, round by round. */
    public Spread ratio(ToDoubleFunction<Round> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < gateway.size(); i++) {
            ratios.add(figure.applyAsDouble(gateway.get(i)) / figure.applyAsDouble(control.get(i)));
        }
        return Spread.of(ratios);
    }

    /** Gateway minus control of some figure, round by round. */
    public Spread difference(ToDoubleFunction<Round> figure) {
        List<Double> differences = new ArrayList<>();
        for (int i = 0; i < gateway.size(); i++) {
            differences.add(figure.applyAsDouble(gateway.get(i)) - figure.applyAsDouble(control.get(i)));
        }
        return Spread.of(differences);
    }
}
