package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.BenchFailure;
import io.sluice.bench.Duel;
import io.sluice.bench.Goals;
import io.sluice.bench.Lab;
import io.sluice.bench.Pacer;
import io.sluice.bench.Row;
import io.sluice.bench.Scale;
import io.sluice.bench.Topics;
import io.sluice.bench.Wire;
import java.util.List;

/** PUT of small records to many topics. */
public final class PutManyTopics implements BenchCase {
    private static final int LOST_PER_SECOND = 100;

    /** The case. */
    public PutManyTopics() {}

    @Override
    public String name() {
        return "put-10-topics-one-missing";
    }

    @Override
    public String about() {
        return "The same on 9 topics in turn, while another client asks for a tenth that does not exist 100 times a second";
    }

    @Override
    public List<Row> run(Lab lab) {
        Puts puts = Puts.of(lab);
        byte[] request = Wire.request("PUT", '/' + Puts.MISSING + "/1", Topics.value(1, 1, Scale.ITEM_BYTES));
        int refused;
        try (var wire = new Wire(puts.gateway().at(""))) {
            wire.exchange(request); // finds out that the topic is missing
            refused = wire.exchange(request).head().status();
        }
        if (refused != 502 && refused != 503) {
            throw new BenchFailure("A missing topic was answered with " + refused + " (expected: 502 or 503)");
        }

        Duel duel;
        try (var lost = new Pacer(puts.gateway().at(""), LOST_PER_SECOND, turn -> request, refused)) {
            duel = puts.duel(lab, Puts.allPaths(), Scale.ITEM_BYTES, PutOneWay.CONNECTIONS);
            lost.requireGoing();
        }

        Row.Verdict verdict = Goals.atLeast(0.90, duel)
                .with(puts.gateway().process(), puts.bare())
                .noting("the missing topic is answered with " + refused);
        return List.of(Row.of(name(), "req/s", duel, verdict));
    }
}
