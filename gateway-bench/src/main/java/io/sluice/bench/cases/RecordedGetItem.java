package io.sluice.bench.cases;

import io.sluice.bench.Answer;
import io.sluice.bench.BenchCase;
import io.sluice.bench.BenchFailure;
import io.sluice.bench.Configuration;
import io.sluice.bench.Duel;
import io.sluice.bench.Gateway;
import io.sluice.bench.Goals;
import io.sluice.bench.Lab;
import io.sluice.bench.Routes;
import io.sluice.bench.Row;
import io.sluice.bench.Scale;
import io.sluice.bench.Topics;
import io.sluice.bench.Wrk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** GET of one item while all exchanges are recorded, which share the cores with the load, the broker and the requests. */
public final class RecordedGetItem implements BenchCase {
    private static final int CONNECTIONS = 32;
    private static final String TOPIC = "recorded-items";
    private static final String RECORDINGS = "recordings";
    private static final String ITEM = "/items/" + Topics.key(42);

    /** The case. */
    public RecordedGetItem() {}

    @Override
    public String name() {
        return "recorded-get-item";
    }

    @Override
    public String about() {
        return "GET of one item by key, 200 B, every exchange recorded to Kafka with its body; control: a gateway that"
                + " records nothing";
    }

    @Override
    public List<Row> run(Lab lab) {
        lab.endFixture();
        lab.topicOnce(TOPIC, () -> {
            lab.topics().createCompacted(TOPIC);
            lab.topics().fill(TOPIC, Scale.ITEMS, Scale.ITEM_BYTES);
            lab.topics().createPassing(RECORDINGS);
        });
        var metrics = new AtomicInteger();
        try (Gateway recording = open(lab, true, metrics);
                Gateway silent = open(lab, false, new AtomicInteger())) {
            Answer.get(recording.at(ITEM), lab.file(".body"))
                    .require(200, Scale.ITEM_BYTES)
                    .requireSame(Answer.get(silent.at(ITEM), lab.file(".body")));

            Duel duel = Duel.fightSettled(
                    lab.scale(),
                    Wrk.get(recording.process(), recording.at(ITEM), CONNECTIONS),
                    Wrk.get(silent.process(), silent.at(ITEM), CONNECTIONS));

            Row.Verdict verdict = Goals.atLeast(0.90, duel).with(recording.process(), silent.process());
            return List.of(Row.of(name(), "req/s", duel, verdict.noting(counts(lab, metrics.get()))));
        }
    }

    /** Starts a gateway, and tells the port where its metrics are. */
    private static Gateway open(Lab lab, boolean recording, AtomicInteger metrics) {
        var routes = new Routes().item("/items/{id}", TOPIC);
        Configuration configuration = (port, bootstrap) -> {
            metrics.set(freePort(port));
            return routes.yaml(port, bootstrap) + exporters(metrics.get(), recording);
        };
        return lab.gateway(configuration).awaitOk(ITEM, Duration.ofMinutes(1));
    }

    private static String exporters(int metrics, boolean recording) {
        String recorder = recording ? """
                  recordings:
                    type: http-types
                    options: {sink: {type: kafka, exit: kafka_client, topic: %s}}
                """.formatted(RECORDINGS).indent(2) : "";
        return """
                telemetry:
                  exporters:
                    metrics:
                      type: prometheus
                      options: {endpoints: [{scheme: http, host: 127.0.0.1, port: %d}]}
                """.formatted(metrics) + recorder;
    }

    /** What became of the exchanges, those of warming up included. */
    private static String counts(Lab lab, int metrics) {
        URI page = URI.create("http://127.0.0.1:" + metrics + "/metrics");
        String text = read(Answer.get(page, lab.file(".metrics")).body());
        double recorded = sum(text, "sluice_recordings_total");
        double dropped = sum(text, "sluice_recordings_dropped_total");
        if (recorded == 0) {
            throw new BenchFailure("Nothing was recorded");
        }
        return "%.0f recorded, %.0f dropped (%.0f %%)"
                .formatted(recorded, dropped, 100 * dropped / (recorded + dropped));
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the metrics", e);
        }
    }

    private static double sum(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + '{'))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** A port that is not the one that the requests go to, which nobody has taken yet. */
    private static int freePort(int other) {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort() == other ? freePort(other) : socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("No port is free", e);
        }
    }
}
