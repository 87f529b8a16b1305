package io.sluice.bench.cases;

import io.sluice.bench.Answer;
import io.sluice.bench.BenchCase;
import io.sluice.bench.Child;
import io.sluice.bench.Duel;
import io.sluice.bench.Goals;
import io.sluice.bench.Lab;
import io.sluice.bench.Pacer;
import io.sluice.bench.Row;
import io.sluice.bench.Scale;
import io.sluice.bench.Topics;
import io.sluice.bench.Wire;
import io.sluice.bench.Wrk;
import java.util.List;

/** GET of a list while it changes. */
public final class List1kChanging implements BenchCase {
    private static final int CHANGES_PER_SECOND = 200;

    /** The case. */
    public List1kChanging() {}

    @Override
    public String name() {
        return "list-1k-changing";
    }

    @Override
    public String about() {
        return "The same list while another client changes one item 200 times a second, through the gateway, in both turns";
    }

    @Override
    public List<Row> run(Lab lab) {
        SmallItems items = SmallItems.of(lab);
        items.sample(lab, SmallItems.LIST, "plain", 200).require(200, SmallItems.listBytes());
        Child gateway = items.gateway().process();
        Child bare = items.bare().process();

        Duel duel;
        try (var changes = new Pacer(items.gateway().at(""), CHANGES_PER_SECOND, List1kChanging::change, 204)) {
            duel = Duel.fight(
                    lab.scale(),
                    Wrk.get(gateway, items.gateway().at(SmallItems.LIST), List1k.CONNECTIONS),
                    Wrk.get(bare, items.bare().at(SmallItems.LIST), List1k.CONNECTIONS));
            changes.requireGoing();
        }
        Answer.get(items.gateway().at(SmallItems.LIST), lab.file(".body")).require(200, SmallItems.listBytes());

        return List.of(Row.of(name(), "req/s", duel, Goals.atLeast(0.90, duel).with(gateway, bare)));
    }

    /** Each change is as long as what it replaces, so that the list's length stays what the control sends. */
    private static byte[] change(int turn) {
        return Wire.request("PUT", SmallItems.ITEM, Topics.value(42, turn, Scale.ITEM_BYTES));
    }
}
