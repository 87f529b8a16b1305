package io.sluice.config.yaml;

import io.sluice.config.Location;
import io.sluice.config.Problems;
import io.sluice.config.Quoted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Graph of YAML nodes to {@link YamlNode} tree. Aliases make the graph smaller than the tree: the number of nodes and
 * the depth are bounded, so that neither a bomb nor a loop gets through.
 */
final class TreeBuilder {
    /** Most nodes taken after aliases are expanded. */
    static final int MAX_NODES = 100_000;

    private static final String MERGE = "<<";
    /** The core schema of YAML 1.2, section 10.3.2. */
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final String file;
    private final EnvironmentResolver environment;
    private final Problems problems;
    private int nodes;

    TreeBuilder(String file, EnvironmentResolver environment, Problems problems) {
        this.file = file;
        this.environment = environment;
        this.problems = problems;
    }

    /** The tree of one document; empty when it is too large. */
    Optional<YamlNode> build(Node root) {
        try {
            return Optional.of(node(root, place(root, ""), 0));
        } catch (TooLargeException e) {
            problems.error(e.at, e.reason);
            return Optional.empty();
        }
    }

    /**
     * @param named where the node is named: at its key or list item, with its path
     */
    private YamlNode node(Node node, Location named, int depth) throws TooLargeException {
        if (depth > YamlDocuments.MAX_DEPTH) {
            throw new TooLargeException(named, "an alias refers to what it is part of, or nests too deep");
        }
        if (++nodes > MAX_NODES) {
            throw new TooLargeException(named, "aliases expand to more than " + MAX_NODES + " values");
        }
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar, place(scalar, named.path()));
        }
        if (node instanceof SequenceNode sequence) {
            List<YamlNode> items = new ArrayList<>();
            for (Node item : sequence.getValue()) {
                items.add(node(item, place(item, named.path() + "[" + items.size() + "]"), depth + 1));
            }
            return new YamlNode.Sequence(named, List.copyOf(items));
        }
        if (node instanceof MappingNode mapping) {
            return mapping(mapping, named, depth);
        }
        throw new AssertionError(node.getNodeType());
    }

    private YamlNode scalar(ScalarNode scalar, Location at) {
        boolean isNull = scalar.isPlain() && NULLS.contains(scalar.getValue());
        String text = environment.resolve(scalar.getValue(), at);
        return text == null ? new YamlNode.Broken(at) : new YamlNode.Scalar(at, text, isNull);
    }

    private YamlNode.Mapping mapping(MappingNode mapping, Location named, int depth) throws TooLargeException {
        Map<String, YamlNode.Member> members = new LinkedHashMap<>();
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (isMerge(tuple.getKeyNode())) {
                merged.add(tuple.getValueNode());
                continue;
            }
            String key = key(tuple.getKeyNode(), named);
            if (key != null) {
                Location keyAt =
                        place(tuple.getKeyNode(), named.member(Quoted.bare(key)).path());
                YamlNode value = node(tuple.getValueNode(), keyAt, depth + 1);
                YamlNode.Member earlier = members.putIfAbsent(key, new YamlNode.Member(keyAt, value));
                if (earlier != null) {
                    problems.error(
                            keyAt,
                            "duplicate key (first in line " + earlier.keyAt().line() + ")");
                }
            }
        }
        for (Node source : merged) {
            merge(source, named, depth, members);
        }
        return new YamlNode.Mapping(named, members);
    }

    private static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.isPlain()
                && scalar.getValue().equals(MERGE);
    }

    /** Adds what is not there yet: own members win, then earlier sources. */
    private void merge(Node source, Location named, int depth, Map<String, YamlNode.Member> members)
            throws TooLargeException {
        YamlNode tree = node(source, named, depth + 1);
        if (tree instanceof YamlNode.Mapping mapping) {
            mapping.members().forEach(members::putIfAbsent);
        } else if (tree instanceof YamlNode.Sequence sequence
                && sequence.items().stream().allMatch(YamlNode.Mapping.class::isInstance)) {
            for (Node item : ((SequenceNode) source).getValue()) {
                merge(item, named, depth + 1, members);
            }
        } else {
            problems.error(place(source, named.path()), "\"<<\" merges mappings, found " + tree.described());
        }
    }

    private @Nullable String key(Node key, Location named) {
        Location at = place(key, named.path());
        if (key instanceof ScalarNode scalar) {
            return environment.resolve(scalar.getValue(), at);
        }
        problems.error(at, "a key must be a single value");
        return null;
    }

    private Location place(Node node, String path) {
        Optional<Mark> mark = node.getStartMark();
        int line = mark.map(Mark::getLine).orElse(0);
        int column = mark.map(Mark::getColumn).orElse(0);
        return new Location(file, line + 1, column + 1, path);
    }

    private static final class TooLargeException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Location at;
        private final String reason;

        private TooLargeException(Location at, String reason) {
            super(reason);
            this.at = at;
            this.reason = reason;
        }
    }
}
