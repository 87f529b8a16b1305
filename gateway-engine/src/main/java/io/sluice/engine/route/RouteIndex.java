package io.sluice.engine.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tree over the segments of path patterns. What it proposes for a path contains all that matches, and little else.
 *
 * <p>A literal segment is found in a map, all others share one child. A pattern that spans segments is attached to the
 * node where it starts to, and proposed for every path that comes by there. Written by one thread, then only read.
 */
final class RouteIndex<E> {
    private final Node<E> root = new Node<>();
    private int size;

    /** Appends an element; null as pattern matches every path. */
    void add(@Nullable PathPattern pattern, E element) {
        Node<E> node = root;
        for (String segment : pattern == null ? List.<String>of() : pattern.segments()) {
            node = node.child(segment);
        }
        boolean open = pattern == null || pattern.spansSegments();
        (open ? node.passing : node.ending).add(new Ranked<>(size++, element));
    }

    /** The elements that may match, in the order in which they were added. */
    List<E> candidates(DecodedPath path) {
        List<Ranked<E>> found = new ArrayList<>();
        collect(root, path, path.text().startsWith("/") ? 1 : -1, found);
        if (found.size() > 1) {
            found.sort(Comparator.comparingInt(Ranked::rank));
        }
        List<E> elements = new ArrayList<>(found.size());
        for (Ranked<E> ranked : found) {
            elements.add(ranked.element());
        }
        return elements;
    }

    /** Descends with the segment that starts at a position; -1 after the last one. */
    private static <E> void collect(Node<E> node, DecodedPath path, int start, List<Ranked<E>> found) {
        found.addAll(node.passing);
        if (start < 0) {
            found.addAll(node.ending);
            return;
        }
        if (node.isLeaf()) {
            return;
        }
        int slash = path.nextSlash(start);
        int next = slash < path.length() ? slash + 1 : -1;
        Node<E> literal = node.literals.get(path.text().substring(start, slash));
        if (literal != null) {
            collect(literal, path, next, found);
        }
        if (node.variable != null) {
            collect(node.variable, path, next, found);
        }
    }

    private record Ranked<E>(int rank, E element) {}

    private static final class Node<E> {
        final Map<String, Node<E>> literals = new HashMap<>();
        /** Patterns that end with this node's segment. */
        final List<Ranked<E>> ending = new ArrayList<>();
        /** Patterns that span segments from here on. */
        final List<Ranked<E>> passing = new ArrayList<>();

        @Nullable Node<E> variable;

        boolean isLeaf() {
            return literals.isEmpty() && variable == null;
        }

        Node<E> child(@Nullable String literal) {
            if (literal != null) {
                return literals.computeIfAbsent(literal, any -> new Node<>());
            }
            if (variable == null) {
                variable = new Node<>();
            }
            return variable;
        }
    }
}
