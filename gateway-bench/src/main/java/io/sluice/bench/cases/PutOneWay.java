package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.Duel;
import io.sluice.bench.Goals;
import io.sluice.bench.Lab;
import io.sluice.bench.Row;
import io.sluice.bench.Scale;
import java.util.List;

/** PUT of small records. */
public final class PutOneWay implements BenchCase {
    static final int CONNECTIONS = 64;

    /** The case. */
    public PutOneWay() {}

    @Override
    public String name() {
        return "put-one-way";
    }

    @Override
    public String about() {
        return "PUT of 200 B, acknowledged by all in-sync replicas, 64 connections; control: bare produce";
    }

    @Override
    public List<Row> run(Lab lab) {
        Puts puts = Puts.of(lab);

        Duel duel = puts.duel(lab, Puts.paths(1), Scale.ITEM_BYTES, CONNECTIONS);

        Row.Verdict verdict = Goals.atLeast(0.90, duel).with(puts.gateway().process(), puts.bare());
        return List.of(Row.of(name(), "req/s", duel, verdict));
    }
}
