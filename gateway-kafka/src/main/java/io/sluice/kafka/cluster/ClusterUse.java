package io.sluice.kafka.cluster;

import io.sluice.engine.flow.Plan;
import io.sluice.engine.observe.ClusterObserver;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.ClusterHealth;
import io.sluice.engine.spi.Delivery;
import io.sluice.engine.spi.FetchSpec;
import io.sluice.engine.spi.ProduceSpec;
import io.sluice.engine.spi.RecordWriter;
import io.sluice.engine.spi.TopicHealth;
import io.sluice.kafka.fetch.FetchPlan;
import io.sluice.kafka.fetch.ReadRight;
import io.sluice.kafka.produce.ClusterWriter;
import io.sluice.kafka.produce.ObservedSenders;
import io.sluice.kafka.produce.ProducePlan;
import io.sluice.kafka.produce.Senders;
import io.sluice.kafka.reply.ReplyTopics;
import io.sluice.kafka.user.Users;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A cluster as one configuration uses it: the plans of its routes, and the topics that they name. The cluster itself may
 * serve several configurations at a time, when one takes the place of another; what they have in common they share.
 *
 * <pre>
 *   compiling --start--> holding its topics --close--> closed
 *       +----------------------close--------------------^
 * </pre>
 */
final class ClusterUse implements Cluster {
    private final KafkaCluster cluster;
    private final Runnable whenClosed;
    private final Views views;
    private final ReplyTopics replies;
    private final Senders senders;
    private final Map<String, Set<Delivery>> written = new LinkedHashMap<>();
    private boolean started;
    private boolean closed;

    /**
     * A use that holds nothing yet.
     *
     * @param whenClosed called once, when the topics have been let go
     */
    ClusterUse(KafkaCluster cluster, Runnable whenClosed) {
        this.cluster = cluster;
        this.whenClosed = whenClosed;
        this.views = new Views(cluster.views());
        this.replies = new ReplyTopics(cluster.replies());
        Users users = cluster.users();
        Senders direct = users == null ? cluster.sender() : users;
        ClusterObserver observer = cluster.observer();
        this.senders = observer == null ? direct : new ObservedSenders(direct, observer, written.keySet());
    }

    @Override
    public Plan fetch(FetchSpec spec) {
        Users users = cluster.users();
        return FetchPlan.compile(spec, views, cluster.recentItems(), users == null ? ReadRight.EVERYBODY : users);
    }

    @Override
    public Plan produce(ProduceSpec spec) {
        if (spec.topic().isLiteral()) {
            written.computeIfAbsent(spec.topic().text(), topic -> EnumSet.noneOf(Delivery.class))
                    .add(spec.acks());
        }
        return ProducePlan.compile(spec, senders, replies);
    }

    @Override
    public RecordWriter writer(Delivery delivery) {
        return new ClusterWriter(cluster.sender(), delivery, cluster.observer());
    }

    @Override
    public Map<String, Object> clientSettings(String purpose) {
        return cluster.settings().client(purpose);
    }

    @Override
    public ClusterHealth health() {
        List<TopicHealth> topics = new ArrayList<>(views.health());
        topics.addAll(replies.health());
        topics.sort(Comparator.comparing(TopicHealth::topic).thenComparing(TopicHealth::use));
        return cluster.health(topics);
    }

    @Override
    public void start() {
        started = true;
        cluster.start();
        if (isWriter()) {
            written.forEach((topic, acks) -> cluster.sender().name(topic, acks));
        }
        views.start();
        replies.start();
    }

    /** Whether records are written in the gateway's own name; it needs no rights to what users write. */
    private boolean isWriter() {
        return cluster.users() == null;
    }

    @Override
    public void drain() {
        cluster.drain();
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (started && isWriter()) {
            written.keySet().forEach(cluster.sender()::forget);
        }
        replies.close();
        views.close();
        whenClosed.run();
    }
}
