package io.sluice.rest.broker;

import java.util.ArrayDeque;
import java.util.Queue;
import org.apache.kafka.clients.NetworkClient;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.requests.AbstractRequest;
import org.apache.kafka.common.requests.AbstractResponse;

/**
 * A connection to a broker. A broker answers in order, so whoever sends what may be held back has one of its own.
 *
 * <p>It connects when there is something to send, and again after a failure. Owned by the loop's thread.
 */
public final class Connection {
    private final Network network;
    private final Node node; // its id is this connection's, not the broker's
    private final Queue<Exchange<?>> queue = new ArrayDeque<>();
    private boolean closed;

    Connection(Network network, Node node) {
        this.network = network;
        this.node = node;
    }

    /**
     * Sends a request, after those that wait already.
     *
     * @param timeoutMillis how long it may wait to be sent, and then again how long the broker may take
     */
    public <T extends AbstractResponse> void send(
            AbstractRequest.Builder<?> request, Class<T> type, int timeoutMillis, Reply<T> reply) {
        if (closed) {
            throw new IllegalStateException("The connection to " + node + " is closed");
        }
        queue.add(new Exchange<>(request, type, network.now() + timeoutMillis, timeoutMillis, reply));
        network.hasWork(this);
    }

    /** Ends the connection. Answers that have not come do not come any more, and nobody is told. */
    public void close() {
        if (!closed) {
            closed = true;
            queue.clear();
            network.closed(this);
        }
    }

    Node node() {
        return node;
    }

    /** Whether this connection leads to where that broker is. */
    boolean leadsTo(Node broker) {
        return node.host().equals(broker.host()) && node.port() == broker.port();
    }

    /** Sends what can be sent; false when nothing waits any more. */
    boolean flush(NetworkClient client, long now) {
        while (!queue.isEmpty() && client.ready(node, now)) {
            Exchange<?> next = queue.remove();
            try {
                client.send(
                        client.newClientRequest(node.idString(), next.request(), now, true, next.timeoutMillis(), next),
                        now);
            } catch (RuntimeException e) {
                next.fail(
                        e instanceof KafkaException failure
                                ? failure
                                : new KafkaException(
                                        "Cannot send " + next.request().apiKey(), e));
            }
        }
        expire(client);
        return !queue.isEmpty();
    }

    private void expire(NetworkClient client) {
        KafkaException refused = client.authenticationException(node);
        if (refused != null || client.connectionFailed(node)) {
            failAll(refused != null ? refused : new DisconnectException("Cannot connect to " + address()));
        }
        while (!queue.isEmpty() && queue.element().deadline() <= network.now()) {
            Exchange<?> late = queue.remove();
            late.fail(new TimeoutException(late.request().apiKey() + " could not be sent to " + address() + " within "
                    + late.timeoutMillis() + " ms"));
        }
    }

    /** Whoever is told may send again: that waits for the next turn. */
    private void failAll(KafkaException failure) {
        for (int waiting = queue.size(); waiting > 0 && !queue.isEmpty(); waiting--) {
            queue.remove().fail(failure);
        }
    }

    private String address() {
        return node.host() + ':' + node.port();
    }
}
