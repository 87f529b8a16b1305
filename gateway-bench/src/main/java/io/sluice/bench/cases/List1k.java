package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.Child;
import io.sluice.bench.Duel;
import io.sluice.bench.Goals;
import io.sluice.bench.Lab;
import io.sluice.bench.Row;
import io.sluice.bench.Wrk;
import java.util.List;

/** GET of a list of usual size. */
public final class List1k implements BenchCase {
    static final int CONNECTIONS = 32;

    /** The case. */
    public List1k() {}

    @Override
    public String name() {
        return "list-1k";
    }

    @Override
    public String about() {
        return "GET of a list of 1,000 x 200 B, 32 connections; control: bare Undertow sending those bytes";
    }

    @Override
    public List<Row> run(Lab lab) {
        SmallItems items = SmallItems.of(lab);
        items.sample(lab, SmallItems.LIST, "plain", 200).require(200, SmallItems.listBytes());
        Child gateway = items.gateway().process();
        Child bare = items.bare().process();

        Duel duel = Duel.fight(
                lab.scale(),
                Wrk.get(gateway, items.gateway().at(SmallItems.LIST), CONNECTIONS),
                Wrk.get(bare, items.bare().at(SmallItems.LIST), CONNECTIONS));

        return List.of(Row.of(name(), "req/s", duel, Goals.atLeast(0.90, duel).with(gateway, bare)));
    }
}
