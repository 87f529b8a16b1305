package io.sluice.bench.cases;

import io.sluice.bench.Answer;
import io.sluice.bench.BenchCase;
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
import io.sluice.bench.Wrk;
import io.sluice.bench.control.EchoResponder;
import io.sluice.bench.control.RawRoundTrip;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Requests answered by a service. */
public final class SyncReply implements BenchCase {
    private static final String REQUESTS = "sync-requests";
    private static final String REPLIES = "sync-replies";
    private static final int IN_FLIGHT = 64;

    /** The case. */
    public SyncReply() {}

    @Override
    public String name() {
        return "sync-reply";
    }

    @Override
    public String about() {
        return "PUT answered by an echo service, 64 in flight; control: producer and consumer with the same service";
    }

    @Override
    public List<Row> run(Lab lab) {
        lab.endFixture();
        lab.topics().createPassing(REQUESTS);
        lab.topics().createPassing(REPLIES);
        String body = Topics.value(1, 1, Scale.ITEM_BYTES);
        try (var echo = lab.control(EchoResponder.class, lab.bootstrap(), REQUESTS, REPLIES);
                Gateway gateway = lab.gateway(new Routes().request("/orders/{id}", REQUESTS, REPLIES))
                        .awaitListening();
                var raw = lab.control(
                        RawRoundTrip.class, lab.bootstrap(), REQUESTS, REPLIES, Integer.toString(Scale.ITEM_BYTES))) {
            URI order = gateway.at("/orders/1");
            Pause.until(
                    "an order is answered",
                    Duration.ofSeconds(30),
                    () -> Answer.send("PUT", order, body, lab.file(".body")).status() == 200);
            Answer.send("PUT", order, body, lab.file(".body")).require(200, Scale.ITEM_BYTES);
            Path script = Wrk.writeScript(lab.file(".lua"), "PUT", List.of("/orders/1"), body, Map.of());

            Duel duel = Duel.fightSettled(
                    lab.scale(),
                    Wrk.get(gateway.process(), gateway.at("/"), IN_FLIGHT).script(script),
                    seconds -> roundTrips(raw.process(), seconds));
            echo.process().requireAlive();

            return List.of(Row.of(name(), "req/s", duel, verdict(duel).with(gateway.process(), raw.process())));
        }
    }

    private static Row.Verdict verdict(Duel duel) {
        double later = duel.difference(Round::p50Millis).median();
        return Row.Verdict.of(">= 0.80, p50 <= +1 ms", duel.ratio().median() >= 0.80 && later <= 1)
                .noting(String.format(Locale.ROOT, "p50 %+.2f ms", later));
    }

    private static Round roundTrips(Child raw, double seconds) {
        double before = raw.cpuSeconds();
        raw.tell((long) (seconds * 1_000) + " " + IN_FLIGHT);
        String[] done = raw.await("done").split(" ", -1);
        double cpu = raw.cpuSeconds() - before;
        long count = Long.parseLong(done[0]);
        return new Round(
                count / seconds, Long.parseLong(done[1]) / 1e6, Long.parseLong(done[2]) / 1e6, cpu * 1e6 / count);
    }
}
