package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.Duel;
import io.sluice.bench.Goals;
import io.sluice.bench.Lab;
import io.sluice.bench.Row;
import java.util.List;

/** POST of one record to the REST Proxy's API. */
public final class RestProduceOne implements BenchCase {
    private static final int CONNECTIONS = 64;

    /** The case. */
    public RestProduceOne() {}

    @Override
    public String name() {
        return "rest-produce-1";
    }

    @Override
    public String about() {
        return "POST of one JSON record of 100 B to the REST Proxy's API, 64 connections; control: bare produce";
    }

    @Override
    public List<Row> run(Lab lab) {
        RestProduces produces = RestProduces.of(lab);

        Duel duel = produces.againstPut(lab, CONNECTIONS);

        Row.Verdict verdict = Goals.atLeast(0.80, duel).with(produces.gateway().process(), produces.bare());
        return List.of(Row.of(name(), "req/s", duel, verdict));
    }
}
