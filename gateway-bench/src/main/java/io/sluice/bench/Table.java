package io.sluice.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Prints rows as a table of Markdown, aligned. Stateless. */
final class Table {
    private static final List<String> HEAD = List.of(
            "case",
            "unit",
            "gateway",
            "control",
            "ratio [min..max]",
            "p50/p99 ms gateway",
            "p50/p99 ms control",
            "CPU us/req gateway",
            "control",
            "RSS MB gateway",
            "control",
            "goal",
            "met",
            "note");

    private Table() {}

    /** The table, one line for each row. */
    static String of(List<Row> rows) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEAD);
        rows.forEach(row -> lines.add(cells(row)));
        int[] widths = new int[HEAD.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            append(text, lines.get(i), widths);
            if (i == 0) {
                append(text, HEAD.stream().map(name -> "---").toList(), widths);
            }
        }
        return text.toString();
    }

    private static void append(StringBuilder text, List<String> cells, int[] widths) {
        for (int i = 0; i < widths.length; i++) {
            text.append(i == 0 ? "| " : " | ").append(cells.get(i));
            text.append(" ".repeat(widths[i] - cells.get(i).length()));
        }
        text.append(" |\n");
    }

    private static List<String> cells(Row row) {
        Side gateway = row.gateway();
        Side control = row.control();
        return List.of(
                row.name(),
                row.unit(),
                gateway == null ? "-" : spread(gateway.value()),
                control == null ? "-" : spread(control.value()),
                spread(row.ratio()),
                latencies(gateway),
                latencies(control),
                cpu(gateway),
                cpu(control),
                memory(gateway),
                memory(control),
                row.goal(),
                met(row.met()),
                row.note());
    }

    private static String met(@Nullable Boolean met) {
        if (met == null) {
            return "-";
        }
        return met ? "yes" : "NO";
    }

    private static String latencies(@Nullable Side side) {
        boolean measured = side != null && side.p50Millis().isMeasured();
        return side == null || !measured
                ? "-"
                : number(side.p50Millis().median()) + " / "
                        + number(side.p99Millis().median());
    }

    private static String cpu(@Nullable Side side) {
        return side == null || !side.cpuMicros().isMeasured()
                ? "-"
                : number(side.cpuMicros().median());
    }

    private static String memory(@Nullable Side side) {
        return side == null || side.residentBytes() == 0 ? "-" : number(side.residentBytes() / 1e6);
    }

    private static String spread(Spread spread) {
        if (!spread.isMeasured()) {
            return "-";
        }
        String min = number(spread.min());
        String max = number(spread.max());
        return min.equals(max) ? min : "%s [%s..%s]".formatted(number(spread.median()), min, max);
    }

    /** Three digits that count, at least the whole part. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 || size == 0 ? "%,.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
