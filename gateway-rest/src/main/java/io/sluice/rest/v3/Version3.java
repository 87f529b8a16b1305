package io.sluice.rest.v3;

import io.sluice.rest.metadata.ClusterAdmin;
import io.sluice.rest.web.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v3}: the cluster, its topics and consumer groups, and records. Thread-safe. */
public final class Version3 {
    private final List<Operation> operations;

    /**
     * Version 3 over a cluster.
     *
     * @param admin asked about the cluster; not closed
     * @param advertised the URL that clients reach the API at; null for that of each request
     */
    public Version3(ClusterAdmin admin, @Nullable String advertised) {
        var scope = new Scope(admin, advertised);
        var groups = new Groups(scope);
        List<Operation> all = new ArrayList<>();
        all.addAll(new Clusters(scope).operations());
        all.addAll(new Topics(scope).operations());
        all.addAll(new TopicConfigs(scope).operations());
        all.addAll(new Partitions(scope).operations());
        all.addAll(groups.operations());
        all.addAll(new GroupMembers(groups).operations());
        all.addAll(new GroupLags(scope, groups).operations());
        operations = List.copyOf(all);
    }

    /** What is served. */
    public List<Operation> operations() {
        return operations;
    }
}
