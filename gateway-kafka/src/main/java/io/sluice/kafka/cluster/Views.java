package io.sluice.kafka.cluster;

import io.sluice.engine.spi.TopicHealth;
import io.sluice.engine.template.Template;
import io.sluice.kafka.view.TopicView;
import io.sluice.kafka.view.ViewNeeds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The views that one configuration needs of a cluster: those of the topics that it names, from {@link #start} to {@link
 * #close}, and those of the topics that its templates make of requests. Other configurations may share them.
 */
public final class Views implements AutoCloseable {
    private final OpenViews open;
    private final Map<String, ViewNeeds> namedNeeds = new LinkedHashMap<>();
    private @Nullable ViewNeeds onDemandNeeds; // null without templates
    private final Map<String, OpenViews.Held> named = new ConcurrentHashMap<>();
    private volatile @Nullable OnDemandViews onDemand;

    /** Of the views that are open in a cluster, none yet. */
    Views(OpenViews open) {
        this.open = open;
    }

    /** Notes what a route needs of its topic. Before {@link #start}, by the thread that compiles. */
    public void need(Template topic, ViewNeeds needs) {
        if (topic.isLiteral()) {
            namedNeeds.merge(topic.text(), needs, ViewNeeds::and);
        } else {
            onDemandNeeds = onDemandNeeds == null ? needs : onDemandNeeds.and(needs);
        }
    }

    /** Starts reading the topics that are known by name. Once. */
    void start() {
        ViewNeeds needed = onDemandNeeds;
        if (needed != null) {
            onDemand = open.onDemand(needed);
        }
        namedNeeds.forEach((topic, needs) -> {
            ViewNeeds all = needed == null ? needs : needs.and(needed);
            named.put(topic, open.hold(topic, all, false));
        });
    }

    /** The view of a topic, opened if need be; null when there is no room. Any thread. */
    public @Nullable TopicView view(String topic) {
        OpenViews.Held held = named.get(topic);
        if (held != null) {
            return held.view();
        }
        OnDemandViews others = onDemand;
        return others == null ? null : others.view(topic);
    }

    /** How the open views are doing. Any thread. */
    List<TopicHealth> health() {
        List<TopicHealth> health = new ArrayList<>();
        named.values().forEach(held -> health.add(held.view().health(true)));
        OnDemandViews others = onDemand;
        if (others != null) {
            others.all().stream()
                    .filter(view -> !named.containsKey(view.topic()))
                    .forEach(view -> health.add(view.health(false)));
        }
        return health;
    }

    /** Lets go what this configuration held. Once; harmless before {@link #start}. */
    @Override
    public void close() {
        named.values().forEach(OpenViews.Held::release);
        OnDemandViews others = onDemand;
        if (others != null) {
            others.close();
        }
    }
}
