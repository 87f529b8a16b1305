package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.Lab;
import io.sluice.bench.Row;
import java.util.List;

/** Very many requests wait for one item. */
public final class WaitersOnItem implements BenchCase {
    /** The case. */
    public WaitersOnItem() {}

    @Override
    public String name() {
        return "waiters-10k-item";
    }

    @Override
    public String about() {
        return "10,000 long polls wait for one item: time from ack to last answer, RSS of each; control: bare Undertow";
    }

    @Override
    public List<Row> run(Lab lab) {
        return Waiting.on(false).run(lab, name());
    }
}
