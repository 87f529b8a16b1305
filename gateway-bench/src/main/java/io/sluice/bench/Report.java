package io.sluice.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes rows, and the machine they were measured on, as JSON. Stateless. */
final class Report {
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Report() {}

    /**
     * Writes a file; its folder is made when missing.
     *
     * @throws BenchFailure if it cannot be written
     */
    static void write(Path file, Machine machine, Scale scale, List<Row> rows) {
        ObjectNode root = machine(machine);
        root.put("quick", scale.quick());
        root.put("rounds", scale.rounds());
        root.put("roundSeconds", scale.roundSeconds());
        var array = root.putArray("rows");
        rows.forEach(row -> fill(array.addObject(), row));
        write(file, root);
    }

    /** A document that begins with the machine. */
    static ObjectNode machine(Machine machine) {
        ObjectNode root = MAPPER.createObjectNode();
        ObjectNode where = root.putObject("machine");
        where.put("processor", machine.processor());
        where.put("cores", machine.cores());
        where.put("memoryBytes", machine.memoryBytes());
        where.put("kernel", machine.kernel());
        where.put("jdk", machine.jdk());
        where.put("wrk", machine.wrk());
        where.put("date", machine.date().toString());
        return root;
    }

    /** Writes a document; its folder is made when missing. */
    static void write(Path file, ObjectNode root) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, MAPPER.writeValueAsString(root) + '\n');
        } catch (IOException e) {
            throw new BenchFailure("Cannot write " + file, e);
        }
    }

    private static void fill(ObjectNode node, Row row) {
        node.put("case", row.name());
        node.put("unit", row.unit());
        fill(node, "gateway", row.gateway());
        fill(node, "control", row.control());
        fill(node, "ratio", row.ratio());
        node.put("goal", row.goal());
        node.put("met", row.met());
        node.put("note", row.note());
    }

    private static void fill(ObjectNode parent, String name, @Nullable Side side) {
        if (side == null) {
            parent.putNull(name);
            return;
        }
        ObjectNode node = parent.putObject(name);
        fill(node, "value", side.value());
        fill(node, "p50Millis", side.p50Millis());
        fill(node, "p99Millis", side.p99Millis());
        fill(node, "cpuMicros", side.cpuMicros());
        node.put("residentBytes", side.residentBytes());
    }

    /** JSON has no NaN: what was not measured is null. */
    private static void fill(ObjectNode parent, String name, Spread spread) {
        if (!spread.isMeasured()) {
            parent.putNull(name);
            return;
        }
        ObjectNode node = parent.putObject(name);
        node.put("min", spread.min());
        node.put("median", spread.median());
        node.put("max", spread.max());
    }
}
