package io.sluice.kafka.cluster;

import io.sluice.kafka.view.TopicView;
import io.sluice.kafka.view.ViewNeeds;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The views of topics that a template makes of a request: opened by the first request and bounded in number ({@code
 * options.limits.views}); beyond that the one that was not used for longest makes room, topics that are not there first.
 * Shared by configurations that need the same of such topics. Any thread; nothing waits.
 */
final class OnDemandViews implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(OnDemandViews.class);

    private final OpenViews open;
    private final ViewNeeds needs;
    private final int limit;
    private final Consumer<OnDemandViews> whenUnused;
    private final Map<String, Used> views = new ConcurrentHashMap<>(); // changed under the lock of open
    private int users = 1; // guarded by open

    /** A view, and when a request last asked for it. */
    private static final class Used {
        private final OpenViews.Held held;
        private volatile long last = System.nanoTime();

        Used(OpenViews.Held held) {
            this.held = held;
        }

        TopicView view() {
            return held.view();
        }
    }

    /**
     * Without views, for one user.
     *
     * @param whenUnused called when the last user has gone, under the lock of {@code open}
     */
    OnDemandViews(OpenViews open, ViewNeeds needs, int limit, Consumer<OnDemandViews> whenUnused) {
        this.open = open;
        this.needs = needs;
        this.limit = limit;
        this.whenUnused = whenUnused;
    }

    /** Takes one more user, if these views keep what it needs. Under the lock of {@code open}. */
    boolean join(ViewNeeds wanted) {
        if (!needs.covers(wanted)) {
            return false;
        }
        users++;
        return true;
    }

    /** The view of a topic, opened if need be; null when there is no room. */
    @Nullable TopicView view(String topic) {
        Used known = views.get(topic);
        if (known == null) {
            return open(topic);
        }
        known.last = System.nanoTime();
        return known.view();
    }

    /** The views that are open. */
    List<TopicView> all() {
        return views.values().stream().map(Used::view).toList();
    }

    private @Nullable TopicView open(String topic) {
        synchronized (open) {
            Used known = views.get(topic);
            if (known != null) {
                return known.view();
            }
            if (users == 0 || (views.size() >= limit && !makeRoom())) {
                return null;
            }
            var opened = new Used(open.hold(topic, needs, true));
            views.put(topic, opened);
            return opened.view();
        }
    }

    private boolean makeRoom() {
        Optional<Used> idle = views.values().stream()
                .filter(used -> used.view().parked() == 0)
                .min(Comparator.comparing((Used used) -> used.view().state() == TopicView.State.READY)
                        .thenComparing(used -> used.last));
        idle.ifPresent(used -> {
            String topic = used.view().topic();
            views.remove(topic);
            used.held.release();
            LOGGER.atInfo().addKeyValue("topic", topic).log("view closed to make room for another");
        });
        return idle.isPresent();
    }

    /** One user goes; the last one takes the views along. */
    @Override
    public void close() {
        synchronized (open) {
            users--;
            if (users == 0) {
                whenUnused.accept(this);
                views.values().forEach(used -> used.held.release());
                views.clear();
            }
        }
    }
}
