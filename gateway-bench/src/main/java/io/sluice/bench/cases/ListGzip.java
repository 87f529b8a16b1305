package io.sluice.bench.cases;

import io.sluice.bench.Answer;
import io.sluice.bench.BenchCase;
import io.sluice.bench.Child;
import io.sluice.bench.Duel;
import io.sluice.bench.Goals;
import io.sluice.bench.Lab;
import io.sluice.bench.Row;
import io.sluice.bench.Wrk;
import java.util.List;

/** GET of a compressed list. */
public final class ListGzip implements BenchCase {
    /** The case. */
    public ListGzip() {}

    @Override
    public String name() {
        return "list-gzip";
    }

    @Override
    public String about() {
        return "The same list with accept-encoding: gzip; control: bare Undertow sending the compressed bytes";
    }

    @Override
    public List<Row> run(Lab lab) {
        SmallItems items = SmallItems.of(lab);
        Answer answer = Answer.get(items.gateway().at(SmallItems.LIST), lab.file(".body"), "accept-encoding", "gzip")
                .require(200, -1);
        if (!"gzip".equals(answer.field("content-encoding"))) {
            return List.of(Row.unmeasured(name(), ">= 0.80", "not offered: the gateway does not compress"));
        }
        items.sample(lab, SmallItems.LIST, "gzip", 200, "accept-encoding", "gzip");
        Child gateway = items.gateway().process();
        Child bare = items.bare().process();

        Duel duel = Duel.fight(
                lab.scale(),
                Wrk.get(gateway, items.gateway().at(SmallItems.LIST), List1k.CONNECTIONS)
                        .header("accept-encoding", "gzip"),
                Wrk.get(bare, items.bare().at(SmallItems.LIST), List1k.CONNECTIONS)
                        .header("accept-encoding", "gzip"));

        return List.of(Row.of(
                name(),
                "req/s",
                duel,
                Goals.atLeast(0.80, duel)
                        .with(gateway, bare)
                        .noting(answer.body().toFile().length() + " bytes instead of " + SmallItems.listBytes())));
    }
}
