package io.sluice.kafka.cluster;

import io.sluice.config.ClusterLimits;
import io.sluice.config.fold.ClusterConfig;
import io.sluice.engine.observe.ClusterObserver;
import io.sluice.engine.spi.Cluster;
import io.sluice.engine.spi.ClusterHealth;
import io.sluice.engine.spi.TopicHealth;
import io.sluice.engine.tls.TlsContext;
import io.sluice.kafka.fetch.RecentItems;
import io.sluice.kafka.produce.QueueRoom;
import io.sluice.kafka.produce.SendLoop;
import io.sluice.kafka.read.ReadLoop;
import io.sluice.kafka.read.Readers;
import io.sluice.kafka.reply.OpenReplies;
import io.sluice.kafka.reply.ReplyFetcher;
import io.sluice.kafka.user.Users;
import java.util.List;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka cluster and the parts that its routes share, whichever configuration they belong to. Each configuration has a
 * {@link #use} of its own.
 *
 * <p>Three threads of its own, whatever the number of routes and requests: {@code view-<exit>} reads topics into views,
 * {@code reply-<exit>} reads reply topics, {@code send-<exit>} hands records to the producers. Beside them work the
 * {@code catalog-<exit>} thread, which asks for topics now and then, and those of the Kafka clients. A further reading
 * thread comes with each topic that has to be read twice at the same time, see {@link Readers}.
 * Where senders have credentials of their own, {@link Users} writes and asks in their names.
 */
public final class KafkaCluster implements AutoCloseable {
    private final String name;
    private final ClusterSettings settings;
    private final TopicCatalog catalog;
    private final Readers viewReaders;
    private final Readers replyReaders;
    private final SendLoop sender;
    private final QueueRoom room;
    private final @Nullable Users users;
    private final @Nullable ClusterObserver observer;
    private final OpenViews views;
    private final OpenReplies replies;
    private final RecentItems recentItems = new RecentItems();
    private boolean started; // guarded by this

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
        this.observer = observer;
        ClusterLimits limits = config.client().limits();
        settings = new ClusterSettings(config, tls);
        catalog = new TopicCatalog(name, config.servers(), settings::admin);
        viewReaders = new Readers(() -> new ReadLoop("view-" + name, name, catalog, () -> settings.consumer("view")));
        replyReaders =
                new Readers(() -> new ReadLoop("reply-" + name, name, catalog, () -> settings.consumer("reply")));
        views = new OpenViews(name, viewReaders, limits.views());
        var fetcher = new ReplyFetcher("refetch-" + name, () -> settings.consumer("refetch"));
        replies = new OpenReplies(name, replyReaders, fetcher, limits.replyBytes(), limits.views(), observer);
        room = new QueueRoom(limits.queueBytes());
        sender = new SendLoop(name, catalog, settings::producer, this::acknowledged, room);
        users = config.users().isEmpty()
                ? null
                : new Users(config, settings, sender, room, this::acknowledged, catalog::isReachable);
    }

    /** A write shows up in the view before the writer's next read does. Called by producer threads. */
    private void acknowledged(String topic, byte @Nullable [] key, int partition, long offset) {
        views.forEach(topic, view -> view.marks().note(key, partition, offset));
    }

    /**
     * The cluster for one configuration; it does nothing until it is started.
     *
     * @param whenClosed called once, when the use has been closed
     */
    public Cluster use(Runnable whenClosed) {
        return new ClusterUse(this, whenClosed);
    }

    /** A cluster for one configuration only, in plain text; it is closed with its use. */
    public static Cluster alone(ClusterConfig config) {
        var cluster = new KafkaCluster(config);
        return cluster.use(cluster::close);
    }

    OpenViews views() {
        return views;
    }

    OpenReplies replies() {
        return replies;
    }

    ClusterSettings settings() {
        return settings;
    }

    SendLoop sender() {
        return sender;
    }

    /** Who is told of records; null for nobody. */
    @Nullable ClusterObserver observer() {
        return observer;
    }

    /** Who writes in the senders' own names; null where all is written in the gateway's. */
    @Nullable Users users() {
        return users;
    }

    RecentItems recentItems() {
        return recentItems;
    }

    /** How it is doing at this moment, with how some of its topics are. Any thread; never waits. */
    ClusterHealth health(List<TopicHealth> topics) {
        return new ClusterHealth(
                name,
                catalog.connection(),
                room.bytes(),
                room.maxBytes(),
                replies.storedBytes(),
                topics,
                users == null ? null : users.health());
    }

    /** Starts reading and connecting, once. Returns at once. */
    synchronized void start() {
        if (started) {
            return;
        }
        started = true;
        catalog.start();
        viewReaders.start();
        replyReaders.start();
        sender.start();
        if (users != null) {
            users.start();
        }
    }

    /** Ends preferred waits, those to come too, whichever configuration they began with. Returns at once. */
    void drain() {
        views.drain();
        replies.drain();
    }

    /** Flushes what was accepted and stops, within half a minute. Harmless before the start. */
    @Override
    public synchronized void close() {
        if (started) {
            sender.close();
            if (users != null) {
                users.close();
            }
            replies.close();
            viewReaders.close();
            replyReaders.close();
        }
        Utils.closeQuietly(catalog, "catalog");
    }
}
