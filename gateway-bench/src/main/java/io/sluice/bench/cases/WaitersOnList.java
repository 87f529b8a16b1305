package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.Lab;
import io.sluice.bench.Row;
import java.util.List;

/** Very many requests wait for one list. */
public final class WaitersOnList implements BenchCase {
    /** The case. */
    public WaitersOnList() {}

    @Override
    public String name() {
        return "waiters-10k-list";
    }

    @Override
    public String about() {
        return "10,000 long polls wait for one list of 1,000 x 20 B: time from ack to last answer, RSS of each; control: bare Undertow";
    }

    @Override
    public List<Row> run(Lab lab) {
        return Waiting.on(true).run(lab, name());
    }
}
