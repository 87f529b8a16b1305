package io.sluice.kafka.cluster;

import io.sluice.engine.spi.TopicHealth;
import io.sluice.engine.template.Template;
import io.sluice.kafka.read.ReadLoop;
import io.sluice.kafka.view.TopicView;
import io.sluice.kafka.view.ViewNeeds;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The views of a cluster, one for each topic, whatever the number of routes on it.
 *
 * <p>Topics that the configuration names are read from the start. Topics that a template makes of a request are opened by
 * the first request and bounded in number ({@code options.limits.views}); beyond that the one that was not used for
 * longest makes room, topics that are not there first.
 */
public final class Views {
    private static final Logger LOGGER = LoggerFactory.getLogger(Views.class);

    private final String cluster;
    private final ReadLoop loop;
    private final int maxOnDemand;
    private final Map<String, ViewNeeds> namedNeeds = new LinkedHashMap<>();
    private ViewNeeds onDemandNeeds = ViewNeeds.NONE;
    private final Map<String, TopicView> named = new ConcurrentHashMap<>();
    private volatile boolean draining;
    private final Map<String, OnDemand> onDemand = new ConcurrentHashMap<>();

    /** A view that a request has opened, and when a request last asked for it. */
    private static final class OnDemand {
        private final TopicView view;
        private volatile long lastUsed = System.nanoTime();

        OnDemand(TopicView view) {
            this.view = view;
        }
    }

    /**
     * Creates a registry without views.
     *
     * @param cluster the cluster's name in logs
     * @param loop reads the topics
     * @param maxOnDemand how many topics that templates name may be open at once
     */
    public Views(String cluster, ReadLoop loop, int maxOnDemand) {
        this.cluster = cluster;
        this.loop = loop;
        this.maxOnDemand = maxOnDemand;
    }

    /** Notes what a route needs of its topic. Before {@link #start}, by the thread that compiles. */
    public void need(Template topic, ViewNeeds needs) {
        if (topic.isLiteral()) {
            namedNeeds.merge(topic.text(), needs, ViewNeeds::and);
        } else {
            onDemandNeeds = onDemandNeeds.and(needs);
        }
    }

    /** Starts reading the topics that are known by name. */
    public void start() {
        namedNeeds.forEach((topic, needs) -> {
            var view = new TopicView(cluster, topic, needs.and(onDemandNeeds), false);
            named.put(topic, view);
            loop.read(topic, view);
        });
    }

    /** The view of a topic, opened if need be; null when there is no room. Any thread. */
    public @Nullable TopicView view(String topic) {
        TopicView view = named.get(topic);
        if (view != null) {
            return view;
        }
        OnDemand known = onDemand.get(topic);
        if (known == null) {
            return open(topic);
        }
        known.lastUsed = System.nanoTime();
        return known.view;
    }

    /** The view of a topic if it is open; never opens one. Any thread. */
    public @Nullable TopicView existing(String topic) {
        TopicView view = named.get(topic);
        OnDemand known = view == null ? onDemand.get(topic) : null;
        return known == null ? view : known.view;
    }

    private Collection<TopicView> all() {
        List<TopicView> all = new ArrayList<>(named.values());
        onDemand.values().forEach(known -> all.add(known.view));
        return all;
    }

    /** How the open views are doing. Any thread. */
    List<TopicHealth> health() {
        return all().stream()
                .map(view -> view.health(named.containsKey(view.topic())))
                .toList();
    }

    /** Ends all waits and allows no more. Any thread; takes effect at the next turn of the loop. */
    public void drain() {
        draining = true;
        all().forEach(TopicView::drain);
    }

    private synchronized @Nullable TopicView open(String topic) {
        OnDemand known = onDemand.get(topic);
        if (known != null) {
            return known.view;
        }
        if (onDemand.size() >= maxOnDemand && !makeRoom()) {
            return null;
        }
        var view = new TopicView(cluster, topic, onDemandNeeds, true);
        onDemand.put(topic, new OnDemand(view));
        if (draining) {
            view.drain();
        }
        loop.read(topic, view);
        return view;
    }

    private boolean makeRoom() {
        Optional<OnDemand> idle = onDemand.values().stream()
                .filter(known -> known.view.parked() == 0)
                .min(Comparator.comparing((OnDemand known) -> known.view.state() == TopicView.State.READY)
                        .thenComparing(known -> known.lastUsed));
        idle.ifPresent(known -> {
            String topic = known.view.topic();
            onDemand.remove(topic);
            loop.stop(topic);
            LOGGER.atInfo()
                    .addKeyValue("exit", cluster)
                    .addKeyValue("topic", topic)
                    .log("view closed to make room for another");
        });
        return idle.isPresent();
    }
}
