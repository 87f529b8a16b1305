package io.sluice.bench.cases;

import io.sluice.bench.Answer;
import io.sluice.bench.BenchCase;
import io.sluice.bench.Duel;
import io.sluice.bench.Gateway;
import io.sluice.bench.Lab;
import io.sluice.bench.Routes;
import io.sluice.bench.Row;
import io.sluice.bench.Scale;
import io.sluice.bench.Topics;
import io.sluice.bench.Wrk;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** GET through a large routing table. */
public final class ManyRoutes implements BenchCase {
    private static final String TOPIC = "routed-items";
    private static final int FEW = 10;
    /** Ten paths to a route: ten thousand routes of one path each exceed the size that a configuration may have. */
    private static final int CONDITIONS = 10;

    private static final int CONNECTIONS = 32;

    /** The case. */
    public ManyRoutes() {}

    @Override
    public String name() {
        return "routes";
    }

    @Override
    public String about() {
        return "GET of one item through 10,000 routes; control: a gateway with 10 routes";
    }

    @Override
    public List<Row> run(Lab lab) {
        lab.endFixture();
        try (Gateway many = open(lab, lab.scale().manyRoutes());
                Gateway few = open(lab, FEW)) {
            String path = path(FEW / 2);
            Answer.get(many.at(path), lab.file(".body"))
                    .require(200, Scale.ITEM_BYTES)
                    .requireSame(Answer.get(few.at(path), lab.file(".body")));

            Duel duel = Duel.fight(
                    lab.scale(),
                    Wrk.get(many.process(), many.at(path(lab.scale().manyRoutes() / 2)), CONNECTIONS),
                    Wrk.get(few.process(), few.at(path), CONNECTIONS));

            Row.Verdict verdict = Row.Verdict.of(
                            ">= 0.83 (1 / 1.2)", duel.ratio().median() >= 1 / 1.2)
                    .with(many.process(), few.process())
                    .noting(lab.scale().manyRoutes() + " paths against " + FEW);
            return List.of(Row.of(name(), "req/s", duel, verdict));
        }
    }

    /** A gateway with so many paths (a multiple of ten), all on one topic. */
    static Gateway open(Lab lab, int count) {
        lab.topicOnce(TOPIC, () -> {
            lab.topics().createCompacted(TOPIC);
            lab.topics().fill(TOPIC, Scale.ITEMS, Scale.ITEM_BYTES);
        });
        var routes = new Routes();
        for (int i = 0; i < count; i += CONDITIONS) {
            routes.items(
                    IntStream.range(i, i + CONDITIONS)
                            .mapToObj(number -> "/r" + number + "/items/{id}")
                            .toList(),
                    TOPIC);
        }
        return lab.gateway(routes).awaitOk(path(0), Duration.ofMinutes(1));
    }

    /** A path that the route of this number serves. */
    static String path(int route) {
        return "/r" + route + "/items/" + Topics.key(42);
    }
}
