package io.sluice.kafka.view;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the routes of a topic ask of its view. Immutable.
 *
 * @param ordered whether somebody reads the topic as a whole, in order
 * @param merged whether records are merged into JSON, and must therefore be checked
 * @param indexes the header names, sorted, of each filter without a key
 * @param headers all header names that filters compare
 */
public record ViewNeeds(boolean ordered, boolean merged, Set<List<String>> indexes, Set<String> headers) {

    /** Nothing but finding records by key. */
    public static final ViewNeeds NONE = new ViewNeeds(false, false, Set.of(), Set.of());

    /** Copies the sets. */
    public ViewNeeds {
        indexes = Set.copyOf(indexes);
        headers = Set.copyOf(headers);
    }

    /** Whether a view that keeps this has all that others need. */
    public boolean covers(ViewNeeds others) {
        return and(others).equals(this);
    }

    /** What either needs. */
    public ViewNeeds and(ViewNeeds other) {
        Set<List<String>> bothIndexes = new HashSet<>(indexes);
        bothIndexes.addAll(other.indexes);
        Set<String> bothHeaders = new TreeSet<>(headers);
        bothHeaders.addAll(other.headers);
        return new ViewNeeds(ordered || other.ordered, merged || other.merged, bothIndexes, bothHeaders);
    }
}
