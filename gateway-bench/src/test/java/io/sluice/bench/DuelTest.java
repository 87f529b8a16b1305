package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DuelTest {

    @Test
    void warmsUpAndTakesTurns() {
        List<String> turns = new ArrayList<>();

        Duel duel = Duel.fight(Scale.brief(), side("A", 1, turns), side("B", 2, turns));

        assertThat(turns).containsExactly("A", "B", "A", "B", "A", "B");
        assertThat(duel.gateway()).hasSize(2);
    }

    @Test
    void warmsUpAsLongAsThatPaysUnlessInAHurry() {
        List<String> turns = new ArrayList<>();
        List<Double> costs = new ArrayList<>(List.of(9.0, 5.0, 3.0, 3.0));
        Duel.Contestant slow = seconds -> {
            turns.add("A");
            double cost = costs.size() > 1 ? costs.remove(0) : costs.get(0);
            return new Round(1, Double.NaN, Double.NaN, cost);
        };

        Duel.fightSettled(Scale.brief(), side("A", 1, turns), side("B", 2, turns));
        assertThat(turns).containsExactly("A", "B", "A", "B", "A", "B");

        turns.clear();
        Duel.fightSettled(Scale.full(), slow, slow);
        assertThat(turns).hasSize(4 + 2 + 2 * Scale.full().rounds());
    }

    private static Duel.Contestant side(String name, double value, List<String> turns) {
        return seconds -> {
            turns.add(name);
            return Round.of(value);
        };
    }

    @Test
    void comparesRoundByRound() {
        // The machine got slower by half from round to round; the ratios do not show it.
        var duel = new Duel(rounds(90, 45, 22), rounds(100, 50, 20));

        assertThat(duel.ratio()).isEqualTo(new Spread(0.9, 0.9, 1.1));
        assertThat(duel.difference(Round::value)).isEqualTo(new Spread(-10, -5, 2));
    }

    private static List<Round> rounds(double... values) {
        List<Round> rounds = new ArrayList<>();
        for (double value : values) {
            rounds.add(Round.of(value));
        }
        return rounds;
    }

    @Test
    void refusesSidesOfDifferentLength() {
        assertThatThrownBy(() -> new Duel(rounds(1, 2), rounds(1))).isInstanceOf(IllegalArgumentException.class);
    }
}
