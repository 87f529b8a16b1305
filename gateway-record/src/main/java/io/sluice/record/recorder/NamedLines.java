package io.sluice.record.recorder;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names and values that are written as one JSON object: a name that was added once with its value, one that was added
 * several times with an array. In order of first appearance. Filled and used again. One thread.
 */
final class NamedLines {
    private static final int NO_LINE = -1;

    private static final int USUAL = 32;
    private static final int LARGEST_KEPT = 1024;

    private String[] names = new String[USUAL];
    private String[] values = new String[USUAL];
    private int[] next = new int[USUAL]; // the next line of the same name
    private int[] last = new int[USUAL]; // of a name's first line: its last; of others: NO_LINE
    private int[] table = new int[2 * USUAL]; // by the name's hash: its first line, plus 1; 0 for none
    private int size;

    /** Begins anew. Room for more lines than are usual is given up. */
    void clear() {
        Arrays.fill(names, 0, size, "");
        Arrays.fill(values, 0, size, "");
        size = 0;
        if (names.length > LARGEST_KEPT) {
            resize(USUAL);
        }
        Arrays.fill(table, 0);
    }

    /** Adds a line. */
    void add(String name, String value) {
        if (size == names.length) {
            resize(2 * size);
        }
        int line = size++;
        names[line] = name;
        values[line] = value;
        next[line] = NO_LINE;
        int slot = slot(name);
        if (table[slot] == 0) {
            table[slot] = line + 1;
            last[line] = line;
            return;
        }
        int first = table[slot] - 1;
        next[last[first]] = line;
        last[first] = line;
        last[line] = NO_LINE;
    }

    /** The first value of a name; null when it is absent. */
    @Nullable String first(String name) {
        int found = table[slot(name)];
        return found == 0 ? null : values[found - 1];
    }

    /** Writes the object. */
    void write(JsonBytes json) {
        json.raw('{');
        boolean comma = false;
        for (int line = 0; line < size; line++) {
            if (last[line] != NO_LINE) {
                if (comma) {
                    json.raw(',');
                }
                comma = true;
                json.text(names[line]).raw(':');
                value(line, json);
            }
        }
        json.raw('}');
    }

    private void value(int first, JsonBytes json) {
        if (next[first] == NO_LINE) {
            json.text(values[first]);
            return;
        }
        json.raw('[').text(values[first]);
        for (int line = next[first]; line != NO_LINE; line = next[line]) {
            json.raw(',').text(values[line]);
        }
        json.raw(']');
    }

    private int slot(String name) {
        int hash = name.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (table.length - 1);
        while (table[slot] != 0 && !names[table[slot] - 1].equals(name)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private void resize(int room) {
        names = Arrays.copyOf(names, room);
        values = Arrays.copyOf(values, room);
        next = Arrays.copyOf(next, room);
        last = Arrays.copyOf(last, room);
        table = new int[2 * room];
        for (int line = 0; line < size; line++) {
            if (last[line] != NO_LINE) {
                table[slot(names[line])] = line + 1;
            }
        }
    }
}
