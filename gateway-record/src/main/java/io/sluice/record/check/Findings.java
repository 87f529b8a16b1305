package io.sluice.record.check;

import io.sluice.record.check.Finding.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts findings, of a bounded number of different ones. One thread. */
final class Findings {
    private static final int MAX_DIFFERENT = 1_000;

    private final Map<Key, Tally> tallies = new HashMap<>();
    private long beyond;

    void add(Kind kind, String operation, String detail, String place) {
        var key = new Key(kind, operation, detail);
        Tally tally = tallies.get(key);
        if (tally == null && tallies.size() >= MAX_DIFFERENT) {
            beyond++;
        } else if (tally == null) {
            tallies.put(key, new Tally(place));
        } else {
            tally.count++;
        }
    }

    /** How many there were of kinds beyond the bound. */
    long beyond() {
        return beyond;
    }

    /** The different ones, by operation. */
    List<Finding> list() {
        List<Finding> all = new ArrayList<>();
        tallies.forEach(
                (key, tally) -> all.add(new Finding(key.kind, key.operation, key.detail, tally.count, tally.example)));
        all.sort(Comparator.comparing(Finding::operation)
                .thenComparing(Finding::kind)
                .thenComparing(Finding::detail));
        return all;
    }

    private record Key(Kind kind, String operation, String detail) {}

    private static final class Tally {
        private final String example;
        private long count = 1;

        private Tally(String example) {
            this.example = example;
        }
    }
}
