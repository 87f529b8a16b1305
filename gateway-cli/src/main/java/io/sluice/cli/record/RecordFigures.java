package io.sluice.cli.record;

import io.sluice.record.recorder.DropReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a recorder has done so far, and what it does.
 *
 * @param recorded exchanges that each of its recorders has recorded
 * @param dropped exchanges that were not recorded, by reason; without reasons that did not occur
 * @param requests that have no complete answer yet
 * @param connections of clients that are open
 */
record RecordFigures(long recorded, Map<DropReason, Long> dropped, int requests, int connections) {

    /** Copies the map. */
    RecordFigures {
        var copy = new EnumMap<DropReason, Long>(DropReason.class);
        copy.putAll(dropped);
        dropped = copy;
    }

    /** How many recordings were lost. */
    long allDropped() {
        return dropped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** In one line: {@code 12 exchanges recorded, 3 dropped (queue-full 3); 1 request running, 2 connections open}. */
    String words() {
        String reasons = dropped.isEmpty()
                ? "none dropped"
                : allDropped() + " dropped ("
                        + dropped.entrySet().stream()
                                .map(entry -> entry.getKey().label() + " " + entry.getValue())
                                .collect(Collectors.joining(", "))
                        + ")";
        return counted(recorded, "exchange") + " recorded, " + reasons + "; " + counted(requests, "request")
                + " running, " + counted(connections, "connection") + " open";
    }

    /** A number and what it counts: {@code 1 exchange}, {@code 2 exchanges}. */
    static String counted(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
