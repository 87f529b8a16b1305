package io.sluice.kafka.reply;

import io.sluice.engine.spi.InvalidSpecException;
import io.sluice.engine.spi.TopicHealth;
import io.sluice.engine.template.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The reply topics that one configuration needs of a cluster: those that it names, from {@link #start} to {@link #close},
 * and those that its templates make of requests. Other configurations may share them.
 */
public final class ReplyTopics implements AutoCloseable {
    private final OpenReplies open;
    private final Map<String, String> named = new LinkedHashMap<>(); // correlation id header by topic
    private final Map<String, OpenReplies.Held> held = new ConcurrentHashMap<>();
    private boolean templates; // owned by the thread that compiles, starts and closes
    private volatile boolean onDemand;

    /** Of the topics that are read in a cluster, none yet. */
    public ReplyTopics(OpenReplies open) {
        this.open = open;
    }

    /**
     * Notes a route's reply topic. Before {@link #start}, by the thread that compiles.
     *
     * @throws InvalidSpecException if another route finds the same topic's replies by another header
     */
    public void need(Template topic, String correlationIdHeader) {
        if (!topic.isLiteral()) {
            templates = true;
            return;
        }
        String other = named.putIfAbsent(topic.text(), correlationIdHeader);
        if (other != null && !other.equals(correlationIdHeader)) {
            throw new InvalidSpecException("reply-to: " + topic.text() + " is also used with the correlation id header "
                    + other + " (expected: one header for each reply topic)");
        }
    }

    /** Starts reading the topics that are known by name. Once. */
    public void start() {
        if (templates) {
            open.joinTemplates();
            onDemand = true;
        }
        named.forEach((topic, header) -> held.put(topic, open.hold(topic, header)));
    }

    /** The replies on a topic, read from now on if they are not yet; null when there is no room. Any thread. */
    public @Nullable Replies get(String topic, String correlationIdHeader) {
        OpenReplies.Held known = held.get(topic);
        if (known != null) {
            return known.replies();
        }
        return onDemand ? open.onDemand(topic, correlationIdHeader) : null;
    }

    /** How the reading of the reply topics is doing. Any thread. */
    public List<TopicHealth> health() {
        List<TopicHealth> health = new ArrayList<>();
        held.values().forEach(known -> health.add(known.replies().health(true)));
        if (onDemand) {
            open.onDemand().stream()
                    .filter(replies -> !held.containsKey(replies.topic()))
                    .forEach(replies -> health.add(replies.health(false)));
        }
        return health;
    }

    /** Lets go what this configuration held. Once; harmless before {@link #start}. */
    @Override
    public void close() {
        held.values().forEach(OpenReplies.Held::release);
        if (onDemand) {
            onDemand = false;
            open.leaveTemplates();
        }
    }
}
