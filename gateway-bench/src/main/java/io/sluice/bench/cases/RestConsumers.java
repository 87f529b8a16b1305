package io.sluice.bench.cases;

import io.sluice.bench.BenchCase;
import io.sluice.bench.Gateway;
import io.sluice.bench.Lab;
import io.sluice.bench.Pause;
import io.sluice.bench.Row;
import io.sluice.bench.Side;
import io.sluice.bench.Spread;
import io.sluice.bench.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Consumer instances of the REST Proxy's API that nobody reads from any more, each alone in its group. */
public final class RestConsumers implements BenchCase {
    private static final String TOPIC = "rest-consumed";
    private static final int INSTANCES = 1_000;
    private static final int WARM_UP_INSTANCES = 50;
    private static final int CONNECTIONS = 32;
    private static final int RECORDS = 10;
    private static final int RECORD_BYTES = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NO_PARTITIONS = "{\"partitions\":[]}";
    private static final double GOAL_BYTES = 200_000;
    /** What else may have been opened or started meanwhile. */
    private static final int OTHERS = 10;

    /** The case. */
    public RestConsumers() {}

    @Override
    public String name() {
        return "rest-consumers";
    }

    @Override
    public String about() {
        return "Threads, connections and live heap of 1,000 idle consumer instances, each of which has read once";
    }

    @Override
    public List<Row> run(Lab lab) {
        lab.endFixture();
        lab.topics().createPassing(TOPIC);
        lab.topics().fill(TOPIC, RECORDS, RECORD_BYTES);
        try (Gateway gateway = RestProxies.open(lab, TOPIC)) {
            return measure(gateway);
        }
    }

    private List<Row> measure(Gateway gateway) {
        int alone = gateway.process().openFiles();
        try (var wires = new Wires(gateway.at(""), CONNECTIONS)) {
            subscribe(wires, 0, WARM_UP_INSTANCES);
            awaitOnlyInstances(gateway, alone + CONNECTIONS + OTHERS);
            int threads = gateway.process().threads();
            int files = gateway.process().openFiles();
            long heap = gateway.process().liveHeapBytes();

            subscribe(wires, WARM_UP_INSTANCES, INSTANCES);
            awaitOnlyInstances(gateway, files + OTHERS);

            int more = gateway.process().threads() - threads;
            double each = (double) (gateway.process().liveHeapBytes() - heap) / INSTANCES;
            int connections = gateway.process().openFiles() - files;
            return List.of(
                    Row.absolute(
                            name(),
                            "threads",
                            side(more),
                            Row.Verdict.of("no thread each: <= " + OTHERS, more <= OTHERS)
                                    .noting(String.format(
                                            Locale.ROOT,
                                            "more than before %d instances were made; %+d connections",
                                            INSTANCES,
                                            connections))),
                    Row.absolute(
                            name() + " memory",
                            "B/instance",
                            side(each),
                            Row.Verdict.of("<= 200,000 B", each <= GOAL_BYTES).noting("live heap")));
        }
    }

    private static Side side(double value) {
        return new Side(Spread.of(value), Spread.NONE, Spread.NONE, Spread.NONE, 0);
    }

    /** Creates instances that have been given their partition and have read its records. */
    private static void subscribe(Wires wires, int first, int count) {
        wires.exchange(first, count, i -> post("/consumers/g" + i, "{\"name\":\"c\"}"), 200, (number, head) -> {});
        wires.exchange(
                first,
                count,
                i -> post(instance(i) + "/subscription", "{\"topics\":[\"" + TOPIC + "\"]}"),
                204,
                (number, head) -> {});
        wires.exchange(first, count, i -> get(i, "/assignments"), 200, (number, head) -> {
            if (head.contentLength() <= NO_PARTITIONS.length()) {
                awaitMore(wires, number, "/assignments", NO_PARTITIONS.length());
            }
        });
        wires.exchange(first, count, i -> get(i, "/records"), 200, (number, head) -> {
            if (head.contentLength() <= RECORDS * RECORD_BYTES) {
                awaitMore(wires, number, "/records", RECORDS * RECORD_BYTES);
            }
        });
    }

    /** Asks an instance again until the answer is longer than so many bytes. */
    private static void awaitMore(Wires wires, int number, String what, int bytes) {
        byte[] request = get(number, what);
        Pause.until(
                instance(number) + what,
                PATIENCE,
                () -> wires.exchange(request, 200).contentLength() > bytes);
    }

    private static String instance(int number) {
        return "/consumers/g" + number + "/instances/c";
    }

    private static byte[] get(int number, String what) {
        return Wire.request("GET", instance(number) + what, "");
    }

    private static byte[] post(String path, String body) {
        return Wire.request("POST", path, body, "content-type: " + RestProxies.V2);
    }

    /** Waits until the gateway has closed the connections that instances have had for reading. */
    private static void awaitOnlyInstances(Gateway gateway, int files) {
        Pause.until(
                "the connections are closed", PATIENCE, () -> gateway.process().openFiles() <= files);
        gateway.process().awaitIdle(Duration.ofSeconds(20));
    }
}
