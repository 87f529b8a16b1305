package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void alignsItsColumns() {
        var duel = new Duel(List.of(new Round(51_000, 0.512, 1.7, 12.34)), List.of(new Round(50_000, 0.5, 1.6, 11)));
        Row long_ = Row.of("get-item", "req/s", duel, Goals.atLeast(0.9, duel).noting("a note"));
        Row broken = Row.unmeasured("list-gzip", ">= 0.80", "not offered");

        List<String> lines = Table.of(List.of(long_, broken)).lines().toList();

        assertThat(lines).hasSize(4);
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSameSizeAs(lines.get(0)));
        assertThat(lines.get(2)).contains("| 51,000 ", "| 1.02 ", "| 0.512 / 1.70 ", "| 12.3 ", "| yes |", "| a note");
        assertThat(lines.get(3)).contains("| list-gzip ", "| >= 0.80", "| not offered");
    }

    @Test
    void saysWhenAGoalIsMissed() {
        var duel = new Duel(List.of(Round.of(1)), List.of(Round.of(2)));

        String table = Table.of(List.of(Row.of("put", "req/s", duel, Goals.atLeast(0.9, duel))));

        assertThat(table).contains("| 0.500 ", "| NO ");
    }
}
