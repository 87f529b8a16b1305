package io.sluice.bench.cases;

import io.sluice.bench.Gateway;
import io.sluice.bench.Lab;
import io.sluice.bench.ParkedClients;
import io.sluice.bench.Routes;
import io.sluice.bench.Scale;
import io.sluice.bench.Spread;
import io.sluice.bench.Topics;
import io.sluice.bench.Wrk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a GET, and the wake-up of waiters, cost when there is more and more. The same in a run for breakage, but smaller. */
public final class Growth {
    private static final String TOPIC = "growing";
    private static final int CONNECTIONS = 32;
    private static final int[] ITEMS = {100, 1_000, 10_000, 100_000, 1_000_000};
    private static final int[] ROUTES = {10, 100, 1_000, 10_000};
    private static final int[] WAITERS = {10, 100, 1_000, 10_000, 100_000};

    private final Lab lab;

    /** The measurements of a lab. */
    public Growth(Lab lab) {
        this.lab = lab;
    }

    /** One measurement: a size and what it costs. */
    public record Point(int size, double cost) {}

    /** The CPU time of a GET by key, in microseconds, by the number of items in the topic. */
    public List<Point> items() {
        List<Point> points = new ArrayList<>();
        for (int size : upTo(ITEMS, lab.scale().manyItems())) {
            String topic = TOPIC + "-items-" + size;
            lab.topics().createCompacted(topic);
            lab.topics().fill(topic, size, Scale.ITEM_BYTES);
            String path = "/growing/" + Topics.key(size - 1);
            try (Gateway gateway = lab.gateway(
                            new Routes().list("/growing", topic).item("/growing/{id}", topic))
                    .awaitOk(path, Duration.ofMinutes(2))) {
                points.add(new Point(size, cpuMicros(gateway, path)));
            }
        }
        return points;
    }

    /** The CPU time of a GET by key, in microseconds, by the number of routes. */
    public List<Point> routes() {
        List<Point> points = new ArrayList<>();
        for (int size : upTo(ROUTES, lab.scale().manyRoutes())) {
            try (Gateway gateway = ManyRoutes.open(lab, size)) {
                points.add(new Point(size, cpuMicros(gateway, ManyRoutes.path(size / 2))));
            }
        }
        return points;
    }

    /** The time from the ack to the last answer, in milliseconds, by the number of requests that wait for one item. */
    public List<Point> waiters(int atMost) {
        List<Point> points = new ArrayList<>();
        String topic = TOPIC + "-waited";
        try (Gateway gateway = Waiting.open(lab, topic)) {
            for (int size : upTo(WAITERS, atMost)) {
                try (var clients = new ParkedClients(gateway.at(""), size)) {
                    List<Double> millis = new ArrayList<>();
                    for (int i = 0; i < lab.scale().rounds(); i++) {
                        Waiting.on(false).park(lab, gateway, clients);
                        millis.add(Waiting.wake(lab, topic, clients).value());
                    }
                    points.add(new Point(size, Spread.of(millis).median()));
                }
            }
        }
        return points;
    }

    private double cpuMicros(Gateway gateway, String path) {
        Wrk load = Wrk.get(gateway.process(), gateway.at(path), CONNECTIONS);
        load.run(lab.scale().warmUpSeconds());
        List<Double> micros = new ArrayList<>();
        for (int i = 0; i < lab.scale().rounds(); i++) {
            micros.add(load.run(lab.scale().roundSeconds()).cpuMicros());
        }
        return Spread.of(micros).median();
    }

    private static int[] upTo(int[] sizes, int largest) {
        return Arrays.stream(sizes).filter(size -> size <= largest).toArray();
    }
}
