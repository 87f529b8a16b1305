package io.sluice.rest.peer;

import io.sluice.config.RestKafkaConfig;
import io.sluice.config.RestPeersConfig;
import io.sluice.engine.spi.RecordWriter;
import io.sluice.rest.consumer.Consumers;
import io.sluice.rest.consumer.PartitionReaders;
import io.sluice.rest.metadata.ClusterAdmin;
import java.net.URI;
import java.time.Duration;

/** This gateway among others that serve the same API. Started and closed by one thread at a time. */
public final class PeerNetwork implements AutoCloseable {
    /** What instances may ask for as their longest wait. */
    private static final Duration MAX_READ = Duration.ofMinutes(5);
    /** Beyond the longest wait of a read: for the way there and back. */
    private static final Duration GRACE = Duration.ofSeconds(10);
    /** JSON is longer than the bytes that it shows. */
    private static final int BODY_FACTOR = 3;

    private final Peers peers;
    private final PeerClient client;
    private final Forwarding forwarding;

    /**
     * A network that nobody knows of yet.
     *
     * @param exit the cluster's name
     * @param id names this gateway
     * @param config of the network
     */
    public PeerNetwork(
            String exit,
            String id,
            RestKafkaConfig binding,
            RestPeersConfig config,
            ClusterAdmin admin,
            PartitionReaders readers,
            RecordWriter writer,
            Consumers consumers) {
        var self = new PeerRecord(
                binding.name().toString(), URI.create(config.address().value()));
        Duration longest = binding.consumers().requestTimeout().compareTo(MAX_READ) > 0
                ? binding.consumers().requestTimeout()
                : MAX_READ;
        long maxBody =
                Math.min(Integer.MAX_VALUE, BODY_FACTOR * binding.consumers().maxBytes());
        peers = new Peers(config.topic(), id, self, admin, readers, writer);
        client = new PeerClient(exit, id, longest.plus(GRACE), (int) maxBody);
        forwarding = new Forwarding(consumers, peers, client);
    }

    /** How calls are sent on. */
    public Forwarding forwarding() {
        return forwarding;
    }

    /** Starts telling the others. Returns at once. */
    public void start() {
        peers.start();
    }

    @Override
    public void close() {
        peers.close();
        client.close();
    }
}
