package io.sluice.bench.cases;

import io.sluice.bench.Answer;
import io.sluice.bench.BenchCase;
import io.sluice.bench.Duel;
import io.sluice.bench.Gateway;
import io.sluice.bench.Goals;
import io.sluice.bench.Lab;
import io.sluice.bench.Pause;
import io.sluice.bench.Routes;
import io.sluice.bench.Row;
import io.sluice.bench.Scale;
import io.sluice.bench.Topics;
import io.sluice.bench.Wrk;
import io.sluice.bench.control.BareProduce;
import io.sluice.bench.control.EchoResponder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Requests whose reply is fetched later. */
public final class AsyncAccepted implements BenchCase {
    private static final String REQUESTS = "async-requests";
    private static final String REPLIES = "async-replies";
    private static final Map<String, String> RESPOND_ASYNC = Map.of("prefer", "respond-async");
    private static final int CONNECTIONS = 64;

    /** The case. */
    public AsyncAccepted() {}

    @Override
    public String name() {
        return "async-202";
    }

    @Override
    public String about() {
        return "PUT with prefer: respond-async, 64 connections; control: bare produce; the location is followed before";
    }

    @Override
    public List<Row> run(Lab lab) {
        lab.endFixture();
        lab.topics().createPassing(REQUESTS);
        lab.topics().createPassing(REPLIES);
        String body = Topics.value(1, 1, Scale.ITEM_BYTES);
        try (Gateway gateway = lab.gateway(new Routes().request("/orders/{id}", REQUESTS, REPLIES))
                        .awaitListening();
                var bare = lab.control(BareProduce.class, lab.bootstrap())) {
            follow(lab, gateway, body);
            // The service is gone by now: what it would do is not the gateway's cost.
            Path ours = Wrk.writeScript(lab.file(".lua"), "PUT", List.of("/orders/1"), body, RESPOND_ASYNC);
            Path theirs = Wrk.writeScript(lab.file(".lua"), "PUT", List.of('/' + REQUESTS + "/1"), body, RESPOND_ASYNC);

            Duel duel = Duel.fightSettled(
                    lab.scale(),
                    Wrk.get(gateway.process(), gateway.at("/"), CONNECTIONS).script(ours),
                    Wrk.get(bare.process(), bare.at("/"), CONNECTIONS).script(theirs));

            Row.Verdict verdict = Goals.atLeast(0.90, duel).with(gateway.process(), bare.process());
            return List.of(Row.of(name(), "req/s", duel, verdict.noting("the location was followed to its 200")));
        }
    }

    /** Asks, is told where the answer will be, and finds it there. */
    private static void follow(Lab lab, Gateway gateway, String body) {
        try (var echo = lab.control(EchoResponder.class, lab.bootstrap(), REQUESTS, REPLIES)) {
            URI order = gateway.at("/orders/1");
            Pause.until(
                    "an order is accepted",
                    Duration.ofSeconds(30),
                    () -> ask(lab, order, body).status() == 202);
            URI location = gateway.at(ask(lab, order, body).require(202, -1).requireField("location"));
            Pause.until("the reply is there", Duration.ofSeconds(30), () -> Answer.status(location) == 200);
            Answer.get(location, lab.file(".body")).require(200, Scale.ITEM_BYTES);
            echo.process().requireAlive();
        }
    }

    private static Answer ask(Lab lab, URI order, String body) {
        return Answer.send("PUT", order, body, lab.file(".body"), "prefer", "respond-async");
    }
}
