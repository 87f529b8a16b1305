package io.sluice.record.openapi;

import io.sluice.record.path.Place;
import io.sluice.record.schema.LeftOut;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What is known of one path. One thread. */
final class PathState implements Place<PathState> {
    private final Rules rules;
    private final NavigableMap<String, OperationState> operations = new TreeMap<>();
    private final NavigableSet<String> origins = new TreeSet<>();

    PathState(Rules rules) {
        this.rules = rules;
    }

    /** What is known of a method. */
    OperationState operation(String method) {
        return operations.computeIfAbsent(method, name -> new OperationState(name, rules));
    }

    /** Notes an origin that the path was requested from. */
    void sawOrigin(String origin) {
        origins.add(origin);
    }

    NavigableMap<String, OperationState> operations() {
        return operations;
    }

    NavigableSet<String> origins() {
        return origins;
    }

    @Override
    public void mergeFrom(PathState other, LeftOut leftOut) {
        origins.addAll(other.origins);
        other.operations.forEach((method, theirs) -> operation(method).mergeFrom(theirs, leftOut));
    }

    @Override
    public boolean isEmpty() {
        return operations.isEmpty();
    }

    @Override
    public boolean features(String prefix, Set<String> features) {
        boolean telling = false;
        for (Map.Entry<String, OperationState> operation : operations.entrySet()) {
            telling |= operation.getValue().features(prefix + " " + operation.getKey(), features);
        }
        return telling;
    }

    @Override
    public boolean isNothingOf(PathState other) {
        return !isEmpty()
                && other.operations.keySet().containsAll(operations.keySet())
                && operations.values().stream().allMatch(OperationState::isNeverFound);
    }
}
