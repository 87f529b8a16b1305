package io.sluice.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.bench.cases.Growth;
import java.nio.file.Path;
import java.util.List;

/** Measures cost against size, for the plots. Stateless. */
final class Sizes {
    private static final int FILES_FOR_OTHER_THINGS = 1_000;

    private Sizes() {}

    /**
     * Measures everything and writes it as JSON.
     *
     * @throws BenchFailure if something answers wrongly
     */
    static void run(Lab lab, Path file, Machine machine) {
        var growth = new Growth(lab);
        ObjectNode root = Report.machine(machine);
        root.put("quick", lab.scale().quick());
        ArrayNode series = root.putArray("series");
        add(series, "items", "items in the topic", "CPU us per GET of one item", growth.items());
        add(series, "routes", "routes", "CPU us per GET of one item", growth.routes());
        int waiters = lab.scale().quick() ? lab.scale().waiters() : OpenFiles.limit() - FILES_FOR_OTHER_THINGS;
        add(
                series,
                "waiters",
                "requests waiting for one item",
                "ms from the ack to the last answer",
                growth.waiters(waiters));
        Report.write(file, root);
        System.out.println(root.toPrettyString());
    }

    private static void add(ArrayNode series, String name, String x, String y, List<Growth.Point> points) {
        ObjectNode node = series.addObject();
        node.put("name", name);
        node.put("x", x);
        node.put("y", y);
        ArrayNode array = node.putArray("points");
        points.forEach(point -> array.addArray().add(point.size()).add(point.cost()));
    }
}
