package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.Duel;
import io.sluice.bench.Goals;
import io.sluice.bench.Lab;
import io.sluice.bench.Row;
import java.util.List;

/** PUT of large records. */
public final class PutLarge implements BenchCase {
    private static final int BYTES = 100_000;
    private static final int CONNECTIONS = 16;

    /** The case. */
    public PutLarge() {}

    @Override
    public String name() {
        return "put-100k";
    }

    @Override
    public String about() {
        return "PUT of 100 kB, 16 connections; control: bare produce";
    }

    @Override
    public List<Row> run(Lab lab) {
        Puts puts = Puts.of(lab);

        Duel duel = puts.duel(lab, Puts.paths(1), BYTES, CONNECTIONS);

        Row.Verdict verdict = Goals.atLeast(0.90, duel).with(puts.gateway().process(), puts.bare());
        return List.of(Row.of(name(), "req/s", duel, verdict));
    }
}
