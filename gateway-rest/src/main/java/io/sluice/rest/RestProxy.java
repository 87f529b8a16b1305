package io.sluice.rest;

import io.sluice.config.RestLimits;
import io.sluice.config.fold.RestTarget;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.spi.Cluster;
import io.sluice.rest.metadata.ClusterAdmin;
import io.sluice.rest.metadata.Metadata;
import io.sluice.rest.web.Api;
import io.sluice.rest.web.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/** A {@code rest-kafka} binding in operation: what its operations share. Opened, started and closed by one thread at a time. */
final class RestProxy implements AutoCloseable {
    private final Cluster cluster;
    private final ClusterAdmin admin;
    private final Api api;
    private boolean started; // guarded by this

    private RestProxy(RestTarget target, Cluster cluster) {
        this.cluster = cluster;
        String exit = target.cluster().name().name();
        admin = new ClusterAdmin(
                exit, () -> Admin.create(adminSettings(cluster, target.proxy().limits())));
        List<Operation> operations = new ArrayList<>();
        operations.addAll(new Metadata(admin).operations());
        api = new Api(operations);
    }

    /** Makes the parts, which do nothing until {@link #start}; the cluster is closed with them. */
    static RestProxy open(RestTarget target, Cluster cluster, Path folder) {
        return new RestProxy(target, cluster);
    }

    private static Map<String, Object> adminSettings(Cluster cluster, RestLimits limits) {
        Map<String, Object> settings = cluster.clientSettings("rest-admin");
        int wait = Math.toIntExact(limits.maxWait().toMillis());
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, wait);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, wait);
        return settings;
    }

    /** What happens to requests. */
    Plan plan() {
        return api;
    }

    /** Starts what runs in the background, once. */
    synchronized void start() {
        if (started) {
            return;
        }
        started = true;
        cluster.start();
    }

    /** Ends what may take long. */
    void drain() {}

    @Override
    public synchronized void close() {
        admin.close();
        cluster.close();
    }
}
