package io.sluice.cli;

import io.sluice.config.BindingName;
import io.sluice.config.Meaning;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.config.fold.Topology;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one configuration has that another had not. Immutable.
 *
 * @param listeners {@code 2 kept, 1 added, 1 removed}
 * @param clusters the same, and how many were changed, that is opened anew
 * @param routes how many routes there are now
 */
record Changes(String listeners, String clusters, long routes) {

    static Changes between(Generation before, Generation after) {
        return new Changes(
                listeners(before.sites().keySet(), after.sites().keySet()),
                clusters(before.topology(), after.topology()),
                routes(after.topology()));
    }

    /** How many http-kafka routes a configuration has. */
    static long routes(Topology topology) {
        return topology.listeners().stream()
                .flatMap(listener -> listener.routes().stream())
                .mapToLong(route -> route.routes().size())
                .sum();
    }

    private static String listeners(Collection<?> before, Collection<?> after) {
        long kept = after.stream().filter(before::contains).count();
        return text(kept, after.size() - kept, before.size() - kept, 0);
    }

    private static String clusters(Topology before, Topology after) {
        Map<BindingName, ClusterConfig> former = new LinkedHashMap<>();
        before.clusters().forEach(cluster -> former.put(cluster.name(), cluster));
        long known = 0;
        long kept = 0;
        for (ClusterConfig cluster : after.clusters()) {
            ClusterConfig old = former.get(cluster.name());
            known += old == null ? 0 : 1;
            kept += Meaning.isSame(old, cluster) ? 1 : 0;
        }
        return text(kept, after.clusters().size() - known, former.size() - known, known - kept);
    }

    private static String text(long kept, long added, long removed, long changed) {
        List<String> words = new ArrayList<>(List.of(kept + " kept"));
        add(words, added, " added");
        add(words, removed, " removed");
        add(words, changed, " changed");
        return String.join(", ", words);
    }

    private static void add(List<String> words, long count, String what) {
        if (count > 0) {
            words.add(count + what);
        }
    }
}
