package io.sluice.record.path;

import io.sluice.record.schema.LeftOut;
import io.sluice.record.schema.SchemaState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The paths that were requested, with what is known of each. Owned by one thread.
 *
 * <p>A segment becomes a parameter at once if it looks like one. What looks like a name stays a name until the paths are
 * asked for: only then are siblings compared ({@link Siblings}), on a copy, so that the outcome does not depend on the
 * order in which they came. Only where there are very many siblings is that done for good, to bound memory.
 *
 * @param <P> what is known of a path
 */
public final class PathTree<P extends Place<P>> {
    private static final int CROWDED = 256;
    private static final int MAX_SEGMENTS = 48;

    private final PathRules rules;
    private final Supplier<P> places;
    private final PathNode<P> root;
    private final Map<String, P> given = new HashMap<>();
    private final LeftOut leftOut;
    private int nodes = 1;

    /**
     * An empty tree.
     *
     * @param places makes what is known of a path of which nothing is known yet
     * @param leftOut counts what does not get in
     */
    public PathTree(PathRules rules, Supplier<P> places, LeftOut leftOut) {
        this.rules = rules;
        this.places = places;
        this.root = new PathNode<>(places);
        this.leftOut = leftOut;
    }

    /** The place of a path; null if it is left out, which is counted. */
    public @Nullable P place(String pathname) {
        List<String> segments = PathTemplate.split(pathname);
        if (rules.isIgnored(segments)) {
            leftOut.count(LeftOut.Reason.IGNORED);
            return null;
        }
        PathTemplate template = rules.template(segments);
        if (template != null) {
            return given.computeIfAbsent(template.text(), text -> places.get());
        }
        PathNode<P> node = segments.size() > MAX_SEGMENTS ? null : find(segments);
        if (node == null) {
            leftOut.count(LeftOut.Reason.PATHS);
            return null;
        }
        return node.place();
    }

    private @Nullable PathNode<P> find(List<String> segments) {
        PathNode<P> node = root;
        boolean prefix = true;
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            boolean version = Words.isPrefix(segment) || (prefix && Words.isDate(segment));
            boolean variable = i > 0 && !version && isVariable(node, segment);
            prefix &= version;
            if (!variable
                    && !rules.literal()
                    && node.literals().size() >= CROWDED
                    && !node.literals().containsKey(segment)) {
                collapse(node);
                variable = !version && node.isOpen() && !Words.isLiteral(segment);
            }
            PathNode<P> next = variable ? node.parameter() : node.literals().get(Segments.literal(segment));
            if (next == null) {
                if (nodes >= rules.maxPaths()) {
                    return null;
                }
                nodes++;
                next = variable ? node.makeParameter() : node.literal(Segments.literal(segment));
            }
            node = next;
            if (variable) {
                node.sawValue(segment, leftOut);
            }
        }
        return node;
    }

    private boolean isVariable(PathNode<P> node, String segment) {
        if (rules.isParameter(segment)) {
            return true;
        }
        if (rules.literal()) {
            return false;
        }
        if (SegmentShape.of(Segments.decoded(segment)) != null) {
            return true;
        }
        return node.isOpen() && !node.literals().containsKey(segment) && !Words.isLiteral(segment);
    }

    /** Makes one parameter of siblings that are alike, for good. Those that are not alike stay, and count for the bound. */
    private void collapse(PathNode<P> node) {
        if (node.literals().size() % CROWDED != 0) {
            return;
        }
        for (Set<String> group : Siblings.groups(node.literals())) {
            for (String name : group) {
                PathNode<P> value = node.literals().remove(name);
                if (value != null) {
                    node.makeParameter().sawValue(name, leftOut);
                    node.makeParameter().mergeFrom(value, leftOut);
                }
            }
            node.open();
        }
        nodes = root.size();
    }

    /** All paths of which something is known, by template. What is in them must not be changed. */
    public NavigableMap<String, TemplatedPath<P>> paths() {
        NavigableMap<String, TemplatedPath<P>> paths = new TreeMap<>();
        walk(root, new Trail("", "", Map.of()), 0, paths);
        given.forEach((template, place) -> {
            Map<String, @Nullable SchemaState> names = new LinkedHashMap<>();
            parameterNames(template).forEach(name -> names.put(name, null));
            paths.put(template, new TemplatedPath<>(template, names, place));
        });
        return paths;
    }

    /** The names between braces. */
    static List<String> parameterNames(String template) {
        List<String> names = new ArrayList<>();
        int open = template.indexOf('{');
        while (open >= 0) {
            int close = template.indexOf('}', open);
            names.add(template.substring(open + 1, close));
            open = template.indexOf('{', close);
        }
        return names;
    }

    private void walk(PathNode<P> node, Trail trail, int depth, NavigableMap<String, TemplatedPath<P>> paths) {
        if (!node.place().isEmpty()) {
            String template = trail.template.isEmpty() ? "/" : trail.template;
            paths.put(template, new TemplatedPath<>(template, trail.parameters, node.place()));
        }
        List<Set<String>> groups = depth > 0 && !rules.literal() ? Siblings.groups(node.literals()) : List.of();
        Set<String> values = new HashSet<>();
        groups.forEach(values::addAll);
        PathNode<P> parameter = values.isEmpty() ? node.parameter() : withValues(node, values);
        Set<String> nothing = parameter == null ? Set.of() : nothingOf(parameter, node);
        node.literals().forEach((name, child) -> {
            if (!values.contains(name) && !nothing.contains(name)) {
                walk(child, trail.literal(name), depth + 1, paths);
            }
        });
        if (parameter != null) {
            parameter = nothing.isEmpty() ? parameter : withPlaces(parameter, node, nothing);
            walk(parameter, trail.parameter(parameter.values()), depth + 1, paths);
        }
    }

    /** The siblings of a parameter that were only ever asked for in vain: values that the service does not have. */
    private static <P extends Place<P>> Set<String> nothingOf(PathNode<P> parameter, PathNode<P> node) {
        Set<String> nothing = new HashSet<>();
        node.literals().forEach((name, child) -> {
            boolean isLeaf = child.literals().isEmpty() && child.parameter() == null;
            if (isLeaf && !Words.isLiteral(name) && child.place().isNothingOf(parameter.place())) {
                nothing.add(name);
            }
        });
        return nothing;
    }

    /** What a parameter would know if it had been asked for these; they are none of its values, as nothing came of them. */
    private static <P extends Place<P>> PathNode<P> withPlaces(
            PathNode<P> parameter, PathNode<P> node, Set<String> nothing) {
        var scratch = new LeftOut();
        PathNode<P> copy = new PathNode<>(node.places());
        copy.mergeFrom(parameter, scratch);
        node.literals().forEach((name, child) -> {
            if (nothing.contains(name)) {
                copy.place().mergeFrom(child.place(), scratch);
            }
        });
        return copy;
    }

    /** What a parameter would know if these siblings were values of it. What is left out of the copy was counted before. */
    private static <P extends Place<P>> PathNode<P> withValues(PathNode<P> node, Set<String> values) {
        var scratch = new LeftOut();
        PathNode<P> copy = new PathNode<>(node.places());
        if (node.parameter() != null) {
            copy.mergeFrom(node.parameter(), scratch);
        }
        node.literals().forEach((name, value) -> {
            if (values.contains(name)) {
                copy.sawValue(name, scratch);
                copy.mergeFrom(value, scratch);
            }
        });
        return copy;
    }

    /** The way from the root to a node. */
    private record Trail(String template, String parent, Map<String, @Nullable SchemaState> parameters) {

        private Trail literal(String segment) {
            return new Trail(template + "/" + segment, segment, parameters);
        }

        private Trail parameter(@Nullable SchemaState values) {
            String name = ParameterNames.of(parent, parameters.keySet());
            Map<String, @Nullable SchemaState> more = new LinkedHashMap<>(parameters);
            more.put(name, values);
            return new Trail(template + "/{" + name + "}", parent, more);
        }
    }
}
