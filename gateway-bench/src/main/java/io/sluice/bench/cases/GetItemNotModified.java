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

/** GET of one item that the client has already. */
public final class GetItemNotModified implements BenchCase {
    private static final int CONNECTIONS = 32;

    /** The case. */
    public GetItemNotModified() {}

    @Override
    public String name() {
        return "get-item-304";
    }

    @Override
    public String about() {
        return "GET of one item with if-none-match, answered 304; control: bare Undertow answering 304";
    }

    @Override
    public List<Row> run(Lab lab) {
        SmallItems items = SmallItems.of(lab);
        String etag = Answer.get(items.gateway().at(SmallItems.ITEM), lab.file(".body"))
                .require(200, Scale.ITEM_BYTES)
                .requireField("etag");
        items.sample(lab, SmallItems.ITEM, "not-modified", 304, "if-none-match", etag)
                .require(304, 0);
        Child gateway = items.gateway().process();
        Child bare = items.bare().process();

        Duel duel = Duel.fight(
                lab.scale(),
                Wrk.get(gateway, items.gateway().at(SmallItems.ITEM), CONNECTIONS)
                        .header("if-none-match", etag),
                Wrk.get(bare, items.bare().at(SmallItems.ITEM), CONNECTIONS).header("if-none-match", etag));

        return List.of(Row.of(name(), "req/s", duel, Goals.atLeast(0.90, duel).with(gateway, bare)));
    }
}
