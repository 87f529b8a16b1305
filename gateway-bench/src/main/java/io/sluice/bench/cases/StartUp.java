package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.Gateway;
import io.sluice.bench.Lab;
import io.sluice.bench.Routes;
import io.sluice.bench.Row;
import io.sluice.bench.Scale;
import io.sluice.bench.Side;
import io.sluice.bench.Spread;
import io.sluice.bench.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** From start to first answer. */
public final class StartUp implements BenchCase {
    private static final String TOPIC = "started-items";

    /** The case. */
    public StartUp() {}

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String about() {
        return "From the launcher's start to the first 200, topics of 1,000 records; JDK 17, and JDK 25 with its archive";
    }

    @Override
    public List<Row> run(Lab lab) {
        lab.endFixture();
        lab.topicOnce(TOPIC, () -> {
            lab.topics().createCompacted(TOPIC);
            lab.topics().fill(TOPIC, Scale.ITEMS, Scale.ITEM_BYTES);
        });
        return List.of(
                measure(lab, name() + " jdk-17", Jdks.find(17), 1.5),
                measure(lab, name() + " jdk-25", Jdks.find(25), 0.8));
    }

    private static Row measure(Lab lab, String name, @Nullable Path javaHome, double goal) {
        String text = String.format(Locale.ROOT, "<= %.1f s", goal);
        if (javaHome == null) {
            return Row.unmeasured(name, text, "not measured: this JDK was not found; set SLUICE_BENCH_JDKS");
        }
        start(lab, javaHome); // writes the archive of JDK 25; brings the files into memory
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < lab.scale().starts(); i++) {
            seconds.add(start(lab, javaHome));
        }
        Spread spread = Spread.of(seconds);
        Side side = new Side(spread, Spread.NONE, Spread.NONE, Spread.NONE, 0);
        return Row.absolute(name, "s", side, Row.Verdict.of(text, spread.median() <= goal));
    }

    private static double start(Lab lab, Path javaHome) {
        var routes = new Routes().list("/started", TOPIC).item("/started/{id}", TOPIC);
        try (Gateway gateway = lab.launch(routes, javaHome)) {
            gateway.awaitOk("/started/" + Topics.key(Scale.ITEMS - 1), Duration.ofMinutes(1));
            return (System.nanoTime() - gateway.process().startedNanos()) / 1e9;
        }
    }
}
