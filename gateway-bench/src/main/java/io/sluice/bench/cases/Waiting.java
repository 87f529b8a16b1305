package io.sluice.bench.cases;

import io.sluice.bench.Answer;
import io.sluice.bench.Duel;
import io.sluice.bench.Gateway;
import io.sluice.bench.Lab;
import io.sluice.bench.OpenFiles;
import io.sluice.bench.ParkedClients;
import io.sluice.bench.Round;
import io.sluice.bench.Routes;
import io.sluice.bench.Row;
import io.sluice.bench.Scale;
import io.sluice.bench.Side;
import io.sluice.bench.Spread;
import io.sluice.bench.Topics;
import io.sluice.bench.Wire;
import io.sluice.bench.Wrk;
import io.sluice.bench.control.BareWaiters;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

/** Many parked requests, all woken by one record. Immutable. */
final class Waiting {
    private static final int FILES_FOR_OTHER_THINGS = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    /** Small items: ten thousand lists of 200 kB would measure the kernel's memory for sockets, not the gateway. */
    private static final int ITEM_BYTES = 20;

    private static final double GOAL_MILLIS = 500;
    private static final double GOAL_BYTES = 8_000;
    private static final String ITEM = "/waited/" + Topics.key(42);
    private static final String LIST = "/waited";

    private final boolean list;

    private Waiting(boolean list) {
        this.list = list;
    }

    /** Waiting for the list of all items, or for one of them. */
    static Waiting on(boolean list) {
        return new Waiting(list);
    }

    private String path() {
        return list ? LIST : ITEM;
    }

    List<Row> run(Lab lab, String name) {
        lab.endFixture();
        int bytes = list ? Scale.ITEMS * (ITEM_BYTES + 1) + 1 : ITEM_BYTES;
        int count = Math.min(lab.scale().waiters(), OpenFiles.limit() - FILES_FOR_OTHER_THINGS);
        String topic = "waited-" + name;
        try (Gateway gateway = open(lab, topic);
                var bare = lab.control(BareWaiters.class, Integer.toString(bytes))) {
            Row memory = memory(lab, gateway, name, count);
            Duel duel = Duel.fight(
                    lab.scale().withFewRounds(),
                    seconds -> turn(lab, gateway, topic, count),
                    seconds -> release(bare, count));
            return List.of(
                    Row.of(name, "ms", duel, verdict(count, duel).with(gateway.process(), bare.process())), memory);
        }
    }

    private Round turn(Lab lab, Gateway gateway, String topic, int count) {
        try (var clients = new ParkedClients(gateway.at(""), count)) {
            park(lab, gateway, clients);
            return wake(lab, topic, clients);
        }
    }

    private static Row.Verdict verdict(int count, Duel duel) {
        double last = Side.of(duel.gateway(), 0).value().median();
        return Row.Verdict.of("<= 500 ms", last <= GOAL_MILLIS)
                .noting("from the ack to the last of " + count + " answers");
    }

    /** What each parked request takes, connection and all, in a gateway that is warm but has never had so many. */
    private Row memory(Lab lab, Gateway gateway, String name, int count) {
        warmUp(gateway);
        long heap = gateway.process().liveHeapBytes();
        long resident = gateway.process().residentBytes();
        double heapEach;
        double residentEach;
        try (var clients = new ParkedClients(gateway.at(""), count)) {
            park(lab, gateway, clients);
            heapEach = (double) (gateway.process().liveHeapBytes() - heap) / count;
            residentEach = (double) (gateway.process().residentBytes() - resident) / count;
            clients.requireParked("anything changed");
        }
        double larger = Math.max(heapEach, residentEach);
        Side side = new Side(Spread.of(larger), Spread.NONE, Spread.NONE, Spread.NONE, 0);
        Row.Verdict verdict = Row.Verdict.of("<= 8,000 B", larger <= GOAL_BYTES)
                .noting(String.format(
                        Locale.ROOT, "the larger of RSS %.0f B and live heap %.0f B", residentEach, heapEach));
        return Row.absolute(name + " memory", "B/wait", side, verdict);
    }

    static Gateway open(Lab lab, String topic) {
        lab.topics().createCompacted(topic);
        lab.topics().fill(topic, Scale.ITEMS, ITEM_BYTES);
        return lab.gateway(new Routes().list(LIST, topic).item("/waited/{id}", topic))
                .awaitOk(ITEM, Duration.ofMinutes(1));
    }

    /** Touches the whole young generation first, so that the parked requests are all that is new in memory. */
    private static void warmUp(Gateway gateway) {
        Wrk.get(gateway.process(), gateway.at(ITEM), 32).run(2);
    }

    /** Sends all requests and waits until the gateway has nothing more to do with them. */
    void park(Lab lab, Gateway gateway, ParkedClients clients) {
        String etag = Answer.get(gateway.at(path()), lab.file(".body"))
                .require(200, -1)
                .requireField("etag");
        clients.send(Wire.request("GET", path(), "", "if-none-match: " + etag, "prefer: wait=55"));
        gateway.process().awaitIdle(Duration.ofSeconds(20));
        clients.requireParked("anything changed");
    }

    /** Writes one record; milliseconds from its acknowledgement to the last answer. */
    static Round wake(Lab lab, String topic, ParkedClients clients) {
        CompletableFuture<Long> acknowledged = lab.topics().write(topic, 42, lab.nextNumber(), ITEM_BYTES);
        long[] times = clients.awaitAnswers(PATIENCE);
        return round(times, acknowledged.join());
    }

    /** Milliseconds from the release to the last answer. */
    private static Round release(Lab.Control bare, int count) {
        try (var clients = new ParkedClients(bare.at(""), count)) {
            clients.send(Wire.request("GET", "/", ""));
            bare.process().awaitIdle(Duration.ofSeconds(20));
            clients.requireParked("anything was released");
            bare.process().tell("release");
            long released = Long.parseLong(bare.process().await("release"));
            return round(clients.awaitAnswers(PATIENCE), released);
        }
    }

    private static Round round(long[] times, long start) {
        double[] millis =
                Arrays.stream(times).mapToDouble(time -> (time - start) / 1e6).toArray();
        return new Round(
                millis[millis.length - 1], Spread.percentile(millis, 50), Spread.percentile(millis, 99), Double.NaN);
    }
}
