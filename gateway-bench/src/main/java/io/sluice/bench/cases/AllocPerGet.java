package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.BenchFailure;
import io.sluice.bench.Duel;
import io.sluice.bench.Lab;
import io.sluice.bench.Round;
import io.sluice.bench.Row;
import io.sluice.bench.Scale;
import io.sluice.bench.ThreadAllocation;
import io.sluice.bench.Wire;
import java.net.URI;
import java.util.List;

/** Garbage per GET. */
public final class AllocPerGet implements BenchCase {
    private static final int REQUESTS_PER_SECOND = 5_000;
    private static final int WARM_UP_REQUESTS = 100;

    /** The case. */
    public AllocPerGet() {}

    @Override
    public String name() {
        return "alloc-per-get";
    }

    @Override
    public String about() {
        return "Bytes that the I/O threads allocate per GET of one item; control: bare Undertow";
    }

    @Override
    public List<Row> run(Lab lab) {
        SmallItems items = SmallItems.of(lab);
        items.sample(lab, SmallItems.ITEM, "plain", 200).require(200, Scale.ITEM_BYTES);

        Duel duel;
        try (var ours = new ThreadAllocation(items.gateway().process());
                var theirs = new ThreadAllocation(items.bare().process())) {
            duel = Duel.fight(
                    lab.scale(),
                    counting(ours, items.gateway().at(SmallItems.ITEM)),
                    counting(theirs, items.bare().at(SmallItems.ITEM)));
        }

        Row.Verdict verdict = Row.Verdict.of("<= 1.10", duel.ratio().median() <= 1.10);
        return List.of(Row.of(name(), "B/req", duel, verdict));
    }

    /** One connection, one request after the other: what is allocated is the same under any load. */
    private static Duel.Contestant counting(ThreadAllocation threads, URI target) {
        byte[] request = Wire.request("GET", target.getPath(), "");
        return seconds -> {
            int requests = (int) (seconds * REQUESTS_PER_SECOND);
            try (var wire = new Wire(target)) {
                exchange(wire, request, WARM_UP_REQUESTS);
                long before = threads.bytes();
                exchange(wire, request, requests);
                return Round.of((double) (threads.bytes() - before) / requests);
            }
        };
    }

    private static void exchange(Wire wire, byte[] request, int times) {
        for (int i = 0; i < times; i++) {
            if (wire.exchange(request).head().status() != 200) {
                throw new BenchFailure("A GET was not answered with 200");
            }
        }
    }
}
