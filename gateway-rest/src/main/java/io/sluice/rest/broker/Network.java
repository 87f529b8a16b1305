package io.sluice.rest.broker;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All connections of a loop, over one selector. Owned by the loop's thread, but for {@link #wakeUp}. */
final class Network implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Network.class);
    private static final long RETRY_MILLIS = 20;
    private static final long CROWDED_MILLIS = 1;
    private static final int MAX_TURN = 100;

    private final Metrics metrics = new Metrics();
    private final NetworkClient client;
    private final Set<Connection> waiting = new LinkedHashSet<>(); // those with something to send
    private int lastId;

    Network(String clientId, ClientSettings settings) {
        this.client = settings.client(clientId, metrics);
    }

    /** A new connection to where a broker is; it connects when it is needed. */
    Connection open(Node broker) {
        return new Connection(this, new Node(++lastId, broker.host(), broker.port()));
    }

    long now() {
        return System.nanoTime() / 1_000_000;
    }

    void hasWork(Connection connection) {
        waiting.add(connection);
    }

    void closed(Connection connection) {
        waiting.remove(connection);
        client.close(connection.node().idString());
    }

    /** Sends, receives and tells who is answered, for at most this long. */
    void poll(long millis) {
        long now = Time.SYSTEM.milliseconds(); // the client's own clock, unlike that of deadlines
        for (Connection connection : inTurn()) {
            // whoever is told of a failure may close or use any connection
            if (waiting.remove(connection) && flush(connection, now)) {
                waiting.add(connection);
            }
        }
        long most = waiting.isEmpty() ? millis : waiting.size() > MAX_TURN ? CROWDED_MILLIS : RETRY_MILLIS;
        client.poll(Math.min(millis, most), now);
    }

    /** A crowd that connects is looked at bit by bit: most of it cannot send yet. */
    private List<Connection> inTurn() {
        List<Connection> turn = new ArrayList<>(Math.min(waiting.size(), MAX_TURN));
        for (Connection connection : waiting) {
            if (turn.size() == MAX_TURN) {
                break;
            }
            turn.add(connection);
        }
        return turn;
    }

    private boolean flush(Connection connection, long now) {
        try {
            return connection.flush(client, now);
        } catch (RuntimeException e) {
            LOGGER.atError().setCause(e).log("a reply to a request failed; going on");
            return true;
        }
    }

    /** Ends a {@link #poll} that waits. Any thread. */
    void wakeUp() {
        client.wakeup();
    }

    @Override
    public void close() {
        client.close();
        metrics.close();
    }
}
