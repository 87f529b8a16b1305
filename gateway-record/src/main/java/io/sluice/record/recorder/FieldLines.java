package io.sluice.record.recorder;

import java.util.Arrays;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Field lines as they were visited, up to a bound. Filled by one thread, then handed on. */
final class FieldLines implements BiConsumer<String, String> {
    /** More lines than servers and clients let through; what comes on top is left out. */
    static final int MOST = 512;

    private static final int USUAL = 12;
    private static final int LINE_OVERHEAD = 100; // of two strings

    private String[] namesAndValues = new String[2 * USUAL];
    private int size; // twice the lines
    private int weight;
    private boolean truncated;

    @Override
    public void accept(String name, String value) {
        if (size == 2 * MOST) {
            truncated = true;
            return;
        }
        if (size == namesAndValues.length) {
            namesAndValues = Arrays.copyOf(namesAndValues, 2 * size);
        }
        namesAndValues[size++] = name;
        namesAndValues[size++] = value;
        weight += name.length() + value.length() + LINE_OVERHEAD;
    }

    int count() {
        return size / 2;
    }

    String name(int line) {
        return namesAndValues[2 * line];
    }

    String value(int line) {
        return namesAndValues[2 * line + 1];
    }

    /** The first value of a field, its name in lower case; null when absent. */
    @Nullable String first(String name) {
        for (int i = 0; i < size; i += 2) {
            if (namesAndValues[i].equals(name)) {
                return namesAndValues[i + 1];
            }
        }
        return null;
    }

    /** Roughly its bytes in memory. */
    int weight() {
        return weight;
    }

    /** Whether lines were left out. */
    boolean isTruncated() {
        return truncated;
    }
}
