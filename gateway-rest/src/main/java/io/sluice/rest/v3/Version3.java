package io.sluice.rest.v3;

import io.sluice.engine.spi.RecordWriter;
import io.sluice.rest.format.Formats;
import io.sluice.rest.metadata.ClusterAdmin;
import io.sluice.rest.web.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /v3}: the cluster, its topics and consumer groups, and records. Thread-safe. */
public final class Version3 {
    private final Records records;
    private final List<Operation> operations;

    /**
     * Version 3 over a cluster.
     *
     * @param admin asked about the cluster; not closed
     * @param formats of keys and values
     * @param writer takes the records
     * @param advertised the URL that clients reach the API at; null for that of each request
     */
    public Version3(ClusterAdmin admin, Formats formats, RecordWriter writer, @Nullable String advertised) {
        var scope = new Scope(admin, advertised);
        var groups = new Groups(scope);
        records = new Records(scope, new RecordMaker(formats), writer);
        List<Operation> all = new ArrayList<>();
        all.addAll(new Clusters(scope).operations());
        all.addAll(new Topics(scope).operations());
        all.addAll(new TopicConfigs(scope).operations());
        all.addAll(new Partitions(scope).operations());
        all.addAll(groups.operations());
        all.addAll(new GroupMembers(groups).operations());
        all.addAll(new GroupLags(scope, groups).operations());
        all.addAll(records.operations());
        operations = List.copyOf(all);
    }

    /** What is served. */
    public List<Operation> operations() {
        return operations;
    }

    /** Ends the streams of records that are open, in an orderly way. Any thread. */
    public void drain() {
        records.drain();
    }
}
