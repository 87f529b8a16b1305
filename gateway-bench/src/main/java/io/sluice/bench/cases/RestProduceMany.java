package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.Duel;
import io.sluice.bench.Lab;
import io.sluice.bench.Row;
import io.sluice.bench.Side;
import java.util.List;
import java.util.Locale;

/** POST of many records at once to the REST Proxy's API. */
public final class RestProduceMany implements BenchCase {
    private static final int RECORDS = 100;
    private static final int CONNECTIONS = 32;
    private static final double GOAL_PER_CORE = 100_000;
    private static final double GOAL_RATIO = 0.80;

    /** The case. */
    public RestProduceMany() {}

    @Override
    public String name() {
        return "rest-produce-100";
    }

    @Override
    public String about() {
        return "POST of 100 JSON records of 100 B to the REST Proxy's API, 32 connections; control: bare REST produce";
    }

    @Override
    public List<Row> run(Lab lab) {
        RestProduces produces = RestProduces.of(lab);

        Duel duel = produces.againstPost(lab, RECORDS, CONNECTIONS);

        Row.Verdict verdict = verdict(duel).with(produces.gateway().process(), produces.bareRest());
        return List.of(Row.of(name(), "req/s", duel, verdict));
    }

    /** The lower of both goals counts. */
    private static Row.Verdict verdict(Duel duel) {
        double perCore = RECORDS * 1e6 / Side.of(duel.gateway(), 0).cpuMicros().median();
        double theirs = RECORDS * 1e6 / Side.of(duel.control(), 0).cpuMicros().median();
        boolean met = duel.ratio().median() >= GOAL_RATIO || perCore >= GOAL_PER_CORE;
        return Row.Verdict.of(">= 0.80 or 100,000 records/s per core", met)
                .noting(String.format(
                        Locale.ROOT,
                        "%,.0f records per second of processor time, of the control %,.0f",
                        perCore,
                        theirs));
    }
}
