package io.sluice.rest.broker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Node;
import org.jspecify.annotations.Nullable;

/** The brokers of a cluster, and one shared connection to each for what is answered soon. Owned by the loop's thread. */
final class Brokers {
    private final Network network;
    private final List<Node> bootstrap;
    private final Map<Integer, Connection> shared = new HashMap<>();
    private Map<Integer, Node> known = Map.of();
    private int turn;

    Brokers(Network network, List<Node> bootstrap) {
        this.network = network;
        this.bootstrap = bootstrap;
    }

    /** Takes in who is there now. */
    void update(Collection<Node> brokers) {
        if (!brokers.isEmpty()) {
            Map<Integer, Node> all = new HashMap<>();
            brokers.forEach(broker -> all.put(broker.id(), broker));
            known = all;
        }
    }

    /** The broker of an id; null if the cluster does not name it. */
    @Nullable Node find(int id) {
        return known.get(id);
    }

    /** All that are known. */
    Collection<Node> all() {
        return known.values();
    }

    /** The connection to a broker that all share. */
    Connection shared(Node broker) {
        Connection connection = shared.get(broker.id());
        if (connection == null || !connection.leadsTo(broker)) {
            // what is still to be answered over an old one is answered or times out there
            connection = network.open(broker);
            shared.put(broker.id(), connection);
        }
        return connection;
    }

    /** A broker that can be asked what any broker knows: the same one until {@link #tryAnother}. */
    Node any() {
        List<Node> candidates = new ArrayList<>(known.values());
        candidates.addAll(bootstrap);
        return candidates.get(turn % candidates.size());
    }

    /** Has {@link #any} give another one, because that one did not answer. */
    void tryAnother() {
        turn = (turn + 1) & 0xffff;
    }
}
