package io.sluice.record.path;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Finds among the literal segments at one place those that are values of one parameter: many of them, with the same
 * structure below. What they are compared by are methods, media types and the outline of bodies, so that ten
 * collections side by side stay ten collections. Stateless.
 */
final class Siblings {
    /** The fewest segments that make a parameter. */
    static final int FEWEST = 10;
    /** The fewest where bodies tell nothing. */
    static final int FEWEST_BARE = 30;

    private static final double ALIKE = 0.6;
    private static final int MAX_FEATURES = 300;
    private static final int MAX_LEVELS = 4;

    private Siblings() {}

    /** The names in groups that are one parameter each; others are in none. */
    static <P extends Place<P>> List<Set<String>> groups(SortedMap<String, PathNode<P>> literals) {
        if (literals.size() < FEWEST) {
            return List.of();
        }
        List<Group> groups = new ArrayList<>();
        for (Map.Entry<String, PathNode<P>> sibling : literals.entrySet()) {
            if (!Words.isLiteral(sibling.getKey())) {
                Set<String> features = new HashSet<>();
                boolean telling = features(sibling.getValue(), "", 0, features);
                join(groups, sibling.getKey(), features, telling);
            }
        }
        return groups.stream()
                .filter(group -> group.names.size() >= (group.telling ? FEWEST : FEWEST_BARE))
                .map(group -> group.names)
                .toList();
    }

    private static void join(List<Group> groups, String name, Set<String> features, boolean telling) {
        for (Group group : groups) {
            if (group.telling == telling && isAlike(group.features, features)) {
                group.names.add(name);
                return;
            }
        }
        groups.add(new Group(features, telling, new HashSet<>(Set.of(name))));
    }

    private static boolean isAlike(Set<String> one, Set<String> other) {
        long shared = one.stream().filter(other::contains).count();
        return shared >= ALIKE * (one.size() + other.size() - shared);
    }

    private static <P extends Place<P>> boolean features(
            PathNode<P> node, String prefix, int level, Set<String> features) {
        if (level > MAX_LEVELS || features.size() > MAX_FEATURES) {
            return false;
        }
        boolean telling = node.place().features(prefix, features);
        if (node.parameter() != null) {
            telling |= features(node.parameter(), prefix + "/{}", level + 1, features);
        }
        for (Map.Entry<String, PathNode<P>> child : node.literals().entrySet()) {
            telling |= features(child.getValue(), prefix + "/" + child.getKey(), level + 1, features);
        }
        return telling;
    }

    private record Group(Set<String> features, boolean telling, Set<String> names) {}
}
