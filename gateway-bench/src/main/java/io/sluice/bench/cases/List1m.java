package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.Child;
import io.sluice.bench.Duel;
import io.sluice.bench.Gateway;
import io.sluice.bench.Goals;
import io.sluice.bench.Lab;
import io.sluice.bench.Round;
import io.sluice.bench.Row;
import io.sluice.bench.Scale;
import io.sluice.bench.Side;
import io.sluice.bench.Spread;
import io.sluice.bench.Wire;
import io.sluice.bench.Wrk;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** GET of a very long list. */
public final class List1m implements BenchCase {
    private static final int CONNECTIONS = 4;
    private static final int FIRST_BYTES = 20;
    private static final int SLOW_READERS = 20;

    /** The case. */
    public List1m() {}

    @Override
    public String name() {
        return "list-1m";
    }

    @Override
    public String about() {
        return "GET of a list of 1,000,000 x 200 B: MiB/s against bare Undertow sending them from memory, first byte, memory";
    }

    @Override
    public List<Row> run(Lab lab) {
        BigItems items = BigItems.of(lab);
        long bytes = (long) lab.scale().manyItems() * (Scale.ITEM_BYTES + 1) + 1;
        items.bare().sample(lab, items.gateway(), BigItems.LIST, "plain", 200).require(200, bytes);
        Child gateway = items.gateway().process();
        Child bare = items.bare().process();

        Duel duel = Duel.fight(
                lab.scale(),
                Wrk.get(gateway, items.gateway().at(BigItems.LIST), CONNECTIONS).comparingBytes(),
                Wrk.get(bare, items.bare().at(BigItems.LIST), CONNECTIONS).comparingBytes());
        Duel first = Duel.fight(
                lab.scale().withFewRounds(),
                firstBytes(items.gateway().at(BigItems.LIST)),
                firstBytes(items.bare().at(BigItems.LIST)));

        return List.of(
                Row.of(name(), "MiB/s", duel, Goals.atLeast(0.80, duel).with(gateway, bare)),
                Row.of(name() + " first byte", "ms", first, firstByteGoal(first)),
                memory(items.gateway()));
    }

    private static Row.Verdict firstByteGoal(Duel first) {
        double millis = Side.of(first.gateway(), 0).value().median();
        return Row.Verdict.of("<= 5 ms", millis <= 5).noting("from the request sent to the first byte of the body");
    }

    /** The time from the request to the first byte of the body. A connection is left when that is there. */
    private static Duel.Contestant firstBytes(URI target) {
        byte[] request = Wire.request("GET", target.getPath(), "", "connection: close");
        return seconds -> {
            double[] millis = new double[FIRST_BYTES];
            for (int i = 0; i < millis.length; i++) {
                try (var wire = new Wire(target)) {
                    long start = System.nanoTime();
                    wire.send(request);
                    millis[i] = (wire.firstBodyByte() - start) / 1e6;
                }
            }
            Arrays.sort(millis);
            return Round.ofLatencies(millis);
        };
    }

    /** What readers that stop reading cost the gateway: nothing of the list may be kept for each. */
    private static Row memory(Gateway gateway) {
        byte[] request = Wire.request("GET", BigItems.LIST, "", "connection: close");
        long heapBefore = gateway.process().liveHeapBytes();
        long before = gateway.process().residentBytes();
        List<Wire> readers = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW_READERS; i++) {
                var wire = new Wire(gateway.at(""));
                readers.add(wire);
                wire.send(request);
                wire.firstBodyByte();
            }
            double resident = (gateway.process().residentBytes() - before) / 1e3 / SLOW_READERS;
            double heap = (gateway.process().liveHeapBytes() - heapBefore) / 1e3 / SLOW_READERS;
            Side side = new Side(Spread.of(heap), Spread.NONE, Spread.NONE, Spread.NONE, before);
            return Row.absolute(
                    "list-1m memory",
                    "kB/reader",
                    side,
                    Row.Verdict.of("constant: <= 1,000 kB", heap <= 1_000)
                            .noting(String.format(
                                    Locale.ROOT,
                                    "live heap per reader that has stopped reading, of %d; RSS %.0f kB",
                                    SLOW_READERS,
                                    resident)));
        } finally {
            readers.forEach(Wire::close);
        }
    }
}
