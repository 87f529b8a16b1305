package io.sluice.bench.cases;

import io.sluice.bench.Answer;
import io.sluice.bench.BenchCase;
import io.sluice.bench.Child;
import io.sluice.bench.Duel;
import io.sluice.bench.Goals;
import io.sluice.bench.Lab;
import io.sluice.bench.Row;
import io.sluice.bench.Scale;
import io.sluice.bench.Wrk;
import java.util.List;

/** GET by header filter. */
public final class Filter1m implements BenchCase {
    private static final int CONNECTIONS = 32;

    /** The case. */
    public Filter1m() {}

    @Override
    public String name() {
        return "filter-1m";
    }

    @Override
    public String about() {
        return "GET of 10 of 1,000,000 items by a header filter; control: GET of one item by key at the same gateway";
    }

    @Override
    public List<Row> run(Lab lab) {
        BigItems items = BigItems.of(lab);
        long bytes = BigItems.MATCHES * (Scale.ITEM_BYTES + 1) + 1;
        Answer.get(items.gateway().at(BigItems.TAGGED), lab.file(".body")).require(200, bytes);
        Answer.get(items.gateway().at(BigItems.ITEM), lab.file(".body")).require(200, Scale.ITEM_BYTES);
        Child gateway = items.gateway().process();

        Duel duel = Duel.fight(
                lab.scale(),
                Wrk.get(gateway, items.gateway().at(BigItems.TAGGED), CONNECTIONS),
                Wrk.get(gateway, items.gateway().at(BigItems.ITEM), CONNECTIONS));

        return List.of(Row.of(name(), "req/s", duel, Goals.atLeast(0.50, duel).with(gateway, gateway)));
    }
}
