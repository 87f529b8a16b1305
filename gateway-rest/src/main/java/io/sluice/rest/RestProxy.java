package io.sluice.rest;

import io.sluice.config.RestKafkaConfig;
import io.sluice.config.RestLimits;
import io.sluice.config.Text;
import io.sluice.config.fold.RestTarget;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.Delivery;
import io.sluice.engine.spi.Proxy;
import io.sluice.engine.spi.RecordWriter;
import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.consumer.Consumers;
import io.sluice.rest.consumer.PartitionReaders;
import io.sluice.rest.format.Formats;
import io.sluice.rest.instance.InstanceOperations;
import io.sluice.rest.metadata.ClusterAdmin;
import io.sluice.rest.metadata.Metadata;
import io.sluice.rest.openapi.OpenApi;
import io.sluice.rest.peer.Forwarding;
import io.sluice.rest.peer.PeerNetwork;
import io.sluice.rest.produce.OnDemandTopics;
import io.sluice.rest.produce.Produce;
import io.sluice.rest.stream.RecordsOperations;
import io.sluice.rest.v3.Version3;
import io.sluice.rest.web.Api;
import io.sluice.rest.web.Operation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * A {@code rest-kafka} binding in operation: what its operations share. Opened, started and closed by one thread at a time.
 */
final class RestProxy implements Proxy {
    private final Cluster cluster;
    private final @Nullable OpenRegistry registry;
    private final ClusterAdmin admin;
    private final BrokerLoop loop;
    private final Consumers consumers;
    private final PartitionReaders readers;
    private final @Nullable PeerNetwork network;
    private final Version3 version3;
    private final RecordsOperations records;
    private final Api api;
    private boolean started; // guarded by this

    private RestProxy(RestTarget target, Cluster cluster, @Nullable OpenRegistry registry) {
        this.cluster = cluster;
        this.registry = registry;
        RestKafkaConfig config = target.proxy();
        String exit = target.cluster().name().name();
        String id = config.id() == null
                ? UUID.randomUUID().toString().substring(0, 8)
                : config.id().value();
        String advertised = Text.valueOf(config.advertised());
        admin = new ClusterAdmin(exit, () -> Admin.create(adminSettings(cluster, config.limits())));
        loop = new BrokerLoop(exit, cluster.clientSettings("rest"));
        consumers = new Consumers(loop, RestSettings.consumers(config));
        readers = new PartitionReaders(
                loop, config.limits().streams(), config.limits().bufferBytes());
        RecordWriter writer = cluster.writer(Delivery.of(config.acks()));
        network = config.peers() == null
                ? null
                : new PeerNetwork(exit, id, config, config.peers(), admin, readers, writer, consumers);
        Forwarding forwarding = network == null ? null : network.forwarding();
        var formats = new Formats(registry == null ? null : registry.registry());
        version3 = new Version3(admin, formats, writer, advertised);
        List<Operation> operations = new ArrayList<>();
        operations.addAll(new Metadata(admin).operations());
        operations.addAll(new Produce(
                        writer,
                        formats,
                        new OnDemandTopics(loop),
                        config.limits().maxWait())
                .operations());
        new InstanceOperations(
                        consumers,
                        RestSettings.defaults(config.consumers()),
                        formats,
                        registry != null,
                        id,
                        advertised,
                        forwarding)
                .operations()
                .forEach(operation -> operations.add(forwarding == null ? operation : forwarding.before(operation)));
        operations.addAll(version3.operations());
        RestLimits limits = config.limits();
        records = new RecordsOperations(
                loop,
                formats,
                limits.streams(),
                limits.bufferBytes(),
                limits.maxWait(),
                config.consumers().maxBytes());
        operations.addAll(records.operations());
        operations.addAll(new OpenApi(advertised).operations());
        api = new Api(operations);
    }

    /**
     * Makes the parts, which do nothing until {@link #start}; the cluster is closed with them.
     *
     * @param folder what relative paths of vaults start from
     * @param files notices certificates that have changed
     * @throws io.sluice.config.InvalidConfigException if certificates for the registry cannot be had
     */
    static RestProxy open(RestTarget target, Cluster cluster, Path folder, FileWatch files) {
        OpenRegistry registry = target.registry() == null ? null : OpenRegistry.open(target.registry(), folder, files);
        return new RestProxy(target, cluster, registry);
    }

    private static Map<String, Object> adminSettings(Cluster cluster, RestLimits limits) {
        Map<String, Object> settings = cluster.clientSettings("rest-admin");
        int wait = Math.toIntExact(limits.maxWait().toMillis());
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, wait);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, wait);
        return settings;
    }

    @Override
    public Api plan() {
        return api;
    }

    @Override
    public synchronized void start() {
        if (started) {
            return;
        }
        started = true;
        cluster.start();
        loop.start();
        consumers.start();
        if (network != null) {
            network.start();
        }
    }

    @Override
    public void drain() {
        version3.drain();
        consumers.drain();
        records.drain();
    }

    @Override
    public synchronized void close() {
        records.close();
        if (network != null) {
            network.close();
        }
        if (started) {
            consumers.close();
            readers.close();
        }
        loop.close();
        admin.close();
        if (registry != null) {
            registry.close();
        }
        cluster.close();
    }
}
