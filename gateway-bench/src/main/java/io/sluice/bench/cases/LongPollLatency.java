package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.BenchFailure;
import io.sluice.bench.Child;
import io.sluice.bench.Duel;
import io.sluice.bench.Gateway;
import io.sluice.bench.Lab;
import io.sluice.bench.Pause;
import io.sluice.bench.Round;
import io.sluice.bench.Routes;
import io.sluice.bench.Row;
import io.sluice.bench.Scale;
import io.sluice.bench.Topics;
import io.sluice.bench.Wire;
import io.sluice.bench.control.BareConsumer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/** One record wakes one waiter. */
public final class LongPollLatency implements BenchCase {
    private static final String POLLED = "polled-items";
    private static final String FOLLOWED = "followed-items";
    private static final String PATH = "/polled/" + Topics.key(0);
    private static final int RECORDS_PER_SECOND = 60;
    private static final int PARKING_MILLIS = 5;

    private int version = 1;

    /** The case. */
    public LongPollLatency() {}

    @Override
    public String name() {
        return "long-poll-latency";
    }

    @Override
    public String about() {
        return "Time from the broker's ack to the answer of one long poll; control: a bare consumer";
    }

    @Override
    public List<Row> run(Lab lab) {
        lab.endFixture();
        for (String topic : List.of(POLLED, FOLLOWED)) {
            lab.topics().createCompacted(topic);
            lab.topics().fill(topic, 1, Scale.ITEM_BYTES);
        }
        try (Gateway gateway =
                        lab.gateway(new Routes().item("/polled/{id}", POLLED)).awaitOk(PATH, Duration.ofSeconds(30));
                var consumer = lab.control(BareConsumer.class, lab.bootstrap(), FOLLOWED, "follow");
                var wire = new Wire(gateway.at(""))) {
            Duel duel = Duel.fight(
                    lab.scale(),
                    seconds -> latencies(seconds, () -> poll(lab, wire)),
                    seconds -> latencies(seconds, () -> follow(lab, consumer.process())));

            double later = duel.difference(Round::p50Millis).median();
            Row.Verdict verdict = Row.Verdict.of("p50 <= +0.5 ms", later <= 0.5)
                    .with(gateway.process(), consumer.process())
                    .noting(String.format(Locale.ROOT, "p50 %+.3f ms", later));
            return List.of(Row.of(name(), "ms", duel, verdict));
        }
    }

    private static Round latencies(double seconds, LongSupplier once) {
        double[] millis = new double[(int) (seconds * RECORDS_PER_SECOND)];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = once.getAsLong() / 1e6;
        }
        Arrays.sort(millis);
        return Round.ofLatencies(millis);
    }

    /** Nanoseconds from the acknowledgement of a record to the first byte of the answer that it brings about. */
    private long poll(Lab lab, Wire wire) {
        String etag = require(wire.exchange(Wire.request("GET", PATH, "")));
        wire.send(Wire.request("GET", PATH, "", "if-none-match: " + etag, "prefer: wait=20"));
        Pause.millis(PARKING_MILLIS);
        CompletableFuture<Long> acknowledged = lab.topics().write(POLLED, 0, version++, Scale.ITEM_BYTES);
        Wire.Reply reply = wire.receive();
        if (require(reply).equals(etag)) {
            throw new BenchFailure("A long poll was answered with what the client had");
        }
        return reply.firstByteNanos() - acknowledged.join();
    }

    private static String require(Wire.Reply reply) {
        String etag = reply.head().field("etag");
        if (reply.head().status() != 200 || etag == null) {
            throw new BenchFailure("Answered with " + reply.head().text());
        }
        return etag;
    }

    /** Nanoseconds from the acknowledgement of a record to the consumer's having it. */
    private long follow(Lab lab, Child consumer) {
        Pause.millis(PARKING_MILLIS);
        CompletableFuture<Long> acknowledged = lab.topics().write(FOLLOWED, 0, version++, Scale.ITEM_BYTES);
        return Long.parseLong(consumer.await("record")) - acknowledged.join();
    }
}
