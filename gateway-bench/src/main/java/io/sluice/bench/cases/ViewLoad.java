package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.Child;
import io.sluice.bench.Duel;
import io.sluice.bench.Gateway;
import io.sluice.bench.Goals;
import io.sluice.bench.Lab;
import io.sluice.bench.Round;
import io.sluice.bench.Routes;
import io.sluice.bench.Row;
import io.sluice.bench.Scale;
import io.sluice.bench.Side;
import io.sluice.bench.Spread;
import io.sluice.bench.Topics;
import io.sluice.bench.control.BareConsumer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Reading a large topic at the start. */
public final class ViewLoad implements BenchCase {
    private static final String EMPTY = "nearly-empty";
    private static final int MOST_ROUNDS = 3;

    /** The case. */
    public ViewLoad() {}

    @Override
    public String name() {
        return "view-load";
    }

    @Override
    public String about() {
        return "Time from start to ready with 1,000,000 records, less that without; control: bare consumer; heap per record";
    }

    @Override
    public List<Row> run(Lab lab) {
        lab.endFixture();
        String topic = BigItems.topic(lab);
        int records = lab.scale().manyItems();
        lab.topicOnce(EMPTY, () -> {
            lab.topics().createCompacted(EMPTY);
            lab.topics().fill(EMPTY, 1, Scale.ITEM_BYTES);
        });
        List<Long> heaps = new ArrayList<>();
        var ours = new Loading(records);
        var theirs = new Loading(records);
        for (int i = 0; i < Math.min(MOST_ROUNDS, lab.scale().starts()); i++) {
            ours.full.add(gateway(lab, topic, records, heaps));
            theirs.full.add(consumer(lab, topic, records));
            ours.empty.add(gateway(lab, EMPTY, 1, heaps));
            theirs.empty.add(consumer(lab, EMPTY, 1));
        }
        var duel = new Duel(ours.rounds(), theirs.rounds());
        return List.of(Row.of(name(), "records/s", duel, Goals.atLeast(0.80, duel)), heap(heaps, records));
    }

    /** Seconds from the process's start until it answers; adds what is live on its heap then. */
    private static double gateway(Lab lab, String topic, int records, List<Long> heaps) {
        try (Gateway gateway = lab.gateway(new Routes().list("/loaded", topic).item("/loaded/{id}", topic))) {
            gateway.awaitOk("/loaded/" + Topics.key(records - 1), Duration.ofMinutes(2));
            double seconds = (System.nanoTime() - gateway.process().startedNanos()) / 1e9;
            heaps.add(gateway.process().liveHeapBytes());
            return seconds;
        }
    }

    private static double consumer(Lab lab, String topic, int records) {
        try (Child consumer = lab.run(BareConsumer.class, lab.bootstrap(), topic, "load", Integer.toString(records))) {
            consumer.await("loaded");
            return (System.nanoTime() - consumer.startedNanos()) / 1e9;
        }
    }

    /** Heaps with and without records in turn; the difference by what keys and values alone take. */
    private static Row heap(List<Long> heaps, int records) {
        long keys = IntStream.range(0, records)
                .mapToLong(i -> Topics.key(i).length())
                .sum();
        double payload = keys + (double) records * Scale.ITEM_BYTES;
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < heaps.size(); i += 2) {
            times.add((heaps.get(i) - heaps.get(i + 1)) / payload);
        }
        Spread spread = Spread.of(times);
        Side side = new Side(spread, Spread.NONE, Spread.NONE, Spread.NONE, 0);
        Row.Verdict verdict = Row.Verdict.of("<= 1.50", spread.median() <= 1.50)
                .noting("%.0f B of live heap per record".formatted(spread.median() * payload / records));
        return Row.absolute("view-load heap", "x payload", side, verdict);
    }

    /** The seconds of one side's starts, with the records and without. */
    private static final class Loading {
        private final List<Double> full = new ArrayList<>();
        private final List<Double> empty = new ArrayList<>();
        private final int records;

        Loading(int records) {
            this.records = records;
        }

        /** Records per second, less the time that a start without records takes. */
        List<Round> rounds() {
            double anyway = Spread.of(empty).median();
            return full.stream()
                    .map(seconds -> Round.of(records / Math.max(0.001, seconds - anyway)))
                    .toList();
        }
    }
}
