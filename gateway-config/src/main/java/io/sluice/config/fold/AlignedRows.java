package io.sluice.config.fold;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Rows of text whose columns start below each other. Columns that are empty in every row take no room. */
final class AlignedRows {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();
    private final List<Integer> widths = new ArrayList<>();

    void add(List<String> cells) {
        rows.add(List.copyOf(cells));
        for (int column = 0; column < cells.size(); column++) {
            int width = cells.get(column).length();
            if (column == widths.size()) {
                widths.add(width);
            } else {
                widths.set(column, Math.max(widths.get(column), width));
            }
        }
    }

    void appendTo(StringBuilder text, String indent) {
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int column = 0; column < row.size(); column++) {
                int width = widths.get(column);
                if (width > 0) {
                    String cell = row.get(column);
                    line.append(cell).append(" ".repeat(width - cell.length())).append(GAP);
                }
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }

    /** Cells of an otherwise empty row. */
    static List<String> blanks(int count) {
        return Collections.nCopies(count, "");
    }
}
