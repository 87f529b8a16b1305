package io.sluice.kafka.cluster;

import io.sluice.config.ClusterLimits;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.engine.flow.Plan;
import io.sluice.engine.observe.ClusterObserver;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.ClusterHealth;
import io.sluice.engine.spi.FetchSpec;
import io.sluice.engine.spi.ProduceSpec;
import io.sluice.engine.spi.TopicHealth;
import io.sluice.engine.tls.TlsContext;
import io.sluice.kafka.fetch.FetchPlan;
import io.sluice.kafka.fetch.ReadRight;
import io.sluice.kafka.fetch.RecentItems;
import io.sluice.kafka.produce.ObservedSenders;
import io.sluice.kafka.produce.ProducePlan;
import io.sluice.kafka.produce.QueueRoom;
import io.sluice.kafka.produce.SendLoop;
import io.sluice.kafka.produce.Senders;
import io.sluice.kafka.read.ReadLoop;
import io.sluice.kafka.reply.ReplyFetcher;
import io.sluice.kafka.reply.ReplyTopics;
import io.sluice.kafka.user.Users;
import io.sluice.kafka.view.TopicView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka cluster and the parts that its routes share.
 *
 * <p>Three threads of its own, whatever the number of routes and requests: {@code view-<exit>} reads topics into views,
 * {@code reply-<exit>} reads reply topics, {@code send-<exit>} hands records to the producers. Beside them work the
 * {@code catalog-<exit>} thread, which asks for topics now and then, and those of the Kafka clients. Where senders have
 * credentials of their own, {@link Users} writes and asks in their names.
 */
public final class KafkaCluster implements Cluster {
    private final String name;
    private final TopicCatalog catalog;
    private final ReadLoop viewLoop;
    private final ReadLoop replyLoop;
    private final SendLoop sender;
    private final QueueRoom room;
    private final @Nullable Users users;
    private final Senders senders;
    private final Views views;
    private final ReplyTopics replies;
    private final RecentItems recentItems = new RecentItems();
    private boolean started;

    /** A cluster that is reached in plain text and that nobody observes. */
    public KafkaCluster(ClusterConfig config) {
        this(config, null, null);
    }

    /**
     * Makes the parts, which do nothing until {@link #start}.
     *
     * @param tls for connections to the brokers; null for plain text
     * @param observer is told of records and replies; null for nobody
     */
    public KafkaCluster(ClusterConfig config, @Nullable TlsContext tls, @Nullable ClusterObserver observer) {
        name = config.name().name();
        ClusterLimits limits = config.client().limits();
        var settings = new ClusterSettings(config, tls);
        catalog = new TopicCatalog(name, config.servers(), settings::admin);
        viewLoop = new ReadLoop("view-" + name, name, catalog, () -> settings.consumer("view"));
        replyLoop = new ReadLoop("reply-" + name, name, catalog, () -> settings.consumer("reply"));
        views = new Views(name, viewLoop, limits.views());
        var fetcher = new ReplyFetcher("refetch-" + name, () -> settings.consumer("refetch"));
        replies = new ReplyTopics(name, replyLoop, fetcher, limits.replyBytes(), limits.views(), observer);
        room = new QueueRoom(limits.queueBytes());
        sender = new SendLoop(name, catalog, settings::producer, this::acknowledged, room);
        users = config.users().isEmpty()
                ? null
                : new Users(config, settings, sender, room, this::acknowledged, catalog::isReachable);
        Senders named = users == null ? sender : users;
        senders = observer == null ? named : new ObservedSenders(named, observer);
    }

    /** A write shows up in the view before the writer's next read does. Called by producer threads. */
    private void acknowledged(String topic, byte @Nullable [] key, int partition, long offset) {
        TopicView view = views.existing(topic);
        if (view != null) {
            view.marks().note(key, partition, offset);
        }
    }

    @Override
    public Plan fetch(FetchSpec spec) {
        return FetchPlan.compile(spec, views, recentItems, users == null ? ReadRight.EVERYBODY : users);
    }

    @Override
    public Plan produce(ProduceSpec spec) {
        return ProducePlan.compile(spec, senders, replies);
    }

    @Override
    public ClusterHealth health() {
        List<TopicHealth> topics = new ArrayList<>(views.health());
        topics.addAll(replies.health());
        topics.sort(Comparator.comparing(TopicHealth::topic).thenComparing(TopicHealth::use));
        return new ClusterHealth(
                name,
                catalog.connection(),
                room.bytes(),
                room.maxBytes(),
                replies.storedBytes(),
                topics,
                users == null ? null : users.health());
    }

    @Override
    public void start() {
        started = true;
        catalog.start();
        viewLoop.start();
        replyLoop.start();
        sender.start();
        views.start();
        replies.start();
        if (users != null) {
            users.start();
        }
    }

    @Override
    public void drain() {
        views.drain();
        replies.drain();
    }

    @Override
    public void close() {
        if (started) {
            sender.close();
            if (users != null) {
                users.close();
            }
            replies.close();
            viewLoop.close();
            replyLoop.close();
        }
        Utils.closeQuietly(catalog, "catalog");
    }
}
