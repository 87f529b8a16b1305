package io.sluice.record.path;

import io.sluice.record.schema.LeftOut;
import io.sluice.record.schema.Scalars;
import io.sluice.record.schema.SchemaRules;
import io.sluice.record.schema.SchemaState;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A segment in the tree of paths. One thread.
 *
 * @param <P> what is known of the path that ends here
 */
final class PathNode<P extends Place<P>> {
    private final Supplier<P> places;
    private final SortedMap<String, PathNode<P>> literals = new TreeMap<>();
    private final P place;
    private @Nullable PathNode<P> parameter;
    private @Nullable SchemaState values;
    private boolean open;

    PathNode(Supplier<P> places) {
        this.places = places;
        this.place = places.get();
    }

    P place() {
        return place;
    }

    SortedMap<String, PathNode<P>> literals() {
        return literals;
    }

    /** The segment that stands for any value; null if there is none. */
    @Nullable PathNode<P> parameter() {
        return parameter;
    }

    /** The values that a parameter had, as scalars; null if this is no parameter, or came from a template only. */
    @Nullable SchemaState values() {
        return values;
    }

    /** Whether values that do not look like parameters are parameters here. */
    boolean isOpen() {
        return open;
    }

    void open() {
        open = true;
    }

    PathNode<P> literal(String segment) {
        return literals.computeIfAbsent(segment, name -> new PathNode<>(places));
    }

    PathNode<P> makeParameter() {
        PathNode<P> known = parameter;
        if (known == null) {
            known = new PathNode<>(places);
            parameter = known;
        }
        return known;
    }

    void sawValue(String segment, LeftOut leftOut) {
        valueState().observe(Scalars.of(Segments.decoded(segment)), leftOut);
    }

    private SchemaState valueState() {
        SchemaState known = values;
        if (known == null) {
            known = new SchemaState(SchemaRules.USUAL);
            values = known;
        }
        return known;
    }

    /** Takes in a whole other tree, which stays as it is. */
    void mergeFrom(PathNode<P> other, LeftOut leftOut) {
        place.mergeFrom(other.place, leftOut);
        open |= other.open;
        if (other.values != null) {
            valueState().mergeFrom(other.values, leftOut);
        }
        if (other.parameter != null) {
            makeParameter().mergeFrom(other.parameter, leftOut);
        }
        other.literals.forEach((name, child) -> literal(name).mergeFrom(child, leftOut));
    }

    /** How many nodes this tree has. */
    int size() {
        int size = 1 + (parameter == null ? 0 : parameter.size());
        for (PathNode<P> child : literals.values()) {
            size += child.size();
        }
        return size;
    }

    Supplier<P> places() {
        return places;
    }
}
