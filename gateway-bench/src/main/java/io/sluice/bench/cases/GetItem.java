package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.Child;
import io.sluice.bench.Duel;
import io.sluice.bench.Goals;
import io.sluice.bench.Lab;
import io.sluice.bench.Row;
import io.sluice.bench.Scale;
import io.sluice.bench.Wrk;
import java.util.List;

/** GET of one item by key. */
public final class GetItem implements BenchCase {
    private static final int CONNECTIONS = 32;

    /** The case. */
    public GetItem() {}

    @Override
    public String name() {
        return "get-item";
    }

    @Override
    public String about() {
        return "GET of one item by key, 200 B, 32 keep-alive connections; control: bare Undertow";
    }

    @Override
    public List<Row> run(Lab lab) {
        SmallItems items = SmallItems.of(lab);
        items.sample(lab, SmallItems.ITEM, "plain", 200).require(200, Scale.ITEM_BYTES);
        Child gateway = items.gateway().process();
        Child bare = items.bare().process();

        Duel duel = Duel.fight(
                lab.scale(),
                Wrk.get(gateway, items.gateway().at(SmallItems.ITEM), CONNECTIONS),
                Wrk.get(bare, items.bare().at(SmallItems.ITEM), CONNECTIONS));

        return List.of(
                Row.of(name(), "req/s", duel, Goals.atLeast(0.90, 1.25, duel).with(gateway, bare)));
    }
}
