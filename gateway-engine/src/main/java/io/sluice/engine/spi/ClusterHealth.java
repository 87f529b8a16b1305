package io.sluice.engine.spi;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How a cluster is doing at one moment. Immutable.
 *
 * @param name the {@code kafka} client binding
 * @param connection whether its brokers answer
 * @param queuedBytes records on their way to Kafka, in bytes
 * @param queueLimitBytes how many bytes of them there may be
 * @param replyBytes replies that are kept, in bytes
 * @param topics what is read of it, by name
 * @param users senders who are connected in their own name; null for a cluster that knows none
 */
public record ClusterHealth(
        String name,
        Connection connection,
        long queuedBytes,
        long queueLimitBytes,
        long replyBytes,
        List<TopicHealth> topics,
        @Nullable UserHealth users) {

    /** Of a cluster where everything is done in the gateway's name. */
    public ClusterHealth(
            String name,
            Connection connection,
            long queuedBytes,
            long queueLimitBytes,
            long replyBytes,
            List<TopicHealth> topics) {
        this(name, connection, queuedBytes, queueLimitBytes, replyBytes, topics, null);
    }

    /** Copies the list. */
    public ClusterHealth {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(connection, "connection");
        topics = List.copyOf(topics);
    }

    /** Whether brokers answer. */
    public enum Connection {
        /** They have not answered yet. */
        CONNECTING,
        /** They answer. */
        CONNECTED,
        /** They answered no more, or did not for some seconds. */
        UNREACHABLE
    }

    /**
     * Whether it is about to become ready by itself: the brokers have not been asked yet, or they answer and a topic of
     * the configuration is still being read for the first time.
     */
    public boolean isSettling() {
        return connection == Connection.CONNECTING
                || (connection == Connection.CONNECTED
                        && topics.stream()
                                .anyMatch(topic -> topic.configured() && topic.state() == TopicHealth.State.LOADING));
    }

    /**
     * Whether requests can be answered as well as they ever will: the brokers have been met once, and no topic of the
     * configuration is still being read for the first time. What was read is served while the brokers are away. A topic
     * that is missing keeps its own requests from being served, and no others.
     */
    public boolean isReady() {
        boolean loading =
                topics.stream().anyMatch(topic -> topic.configured() && topic.state() == TopicHealth.State.LOADING);
        boolean met = connection == Connection.CONNECTED
                || topics.stream().anyMatch(topic -> topic.state() != TopicHealth.State.LOADING);
        return met && !loading;
    }
}
