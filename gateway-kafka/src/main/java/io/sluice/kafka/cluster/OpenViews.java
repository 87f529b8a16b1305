package io.sluice.kafka.cluster;

import io.sluice.kafka.read.Readers;
import io.sluice.kafka.view.TopicView;
import io.sluice.kafka.view.ViewNeeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The views of a cluster that are open, each for as long as a configuration or a request needs it.
 *
 * <p>A topic has one view, unless a configuration that follows another needs more of it than the view keeps: then there is
 * a second one, read from the beginning, until nobody needs the first any more. Any thread; nothing waits.
 */
final class OpenViews {
    private final String cluster;
    private final Readers readers;
    private final int maxOnDemand;
    private final Map<String, List<Held>> open = new ConcurrentHashMap<>(); // changed under the lock of this
    private final List<OnDemandViews> onDemand = new ArrayList<>(); // guarded by this
    private volatile boolean draining;

    /** A view that is open until all who hold it let it go. */
    final class Held {
        private final TopicView view;
        private final ViewNeeds needs;
        private final Readers.Reading reading;
        private int holders = 1; // guarded by OpenViews.this

        private Held(TopicView view, ViewNeeds needs, Readers.Reading reading) {
            this.view = view;
            this.needs = needs;
            this.reading = reading;
        }

        TopicView view() {
            return view;
        }

        /** Once for each time it was held. */
        void release() {
            letGo(this);
        }
    }

    /**
     * A registry without views.
     *
     * @param cluster the cluster's name in logs
     * @param readers read the topics
     * @param maxOnDemand how many topics that templates name may be open at once
     */
    OpenViews(String cluster, Readers readers, int maxOnDemand) {
        this.cluster = cluster;
        this.readers = readers;
        this.maxOnDemand = maxOnDemand;
    }

    /**
     * A view of a topic that keeps what is needed, opened if there is none.
     *
     * @param forRequest whether a request waits for it
     */
    synchronized Held hold(String topic, ViewNeeds needs, boolean forRequest) {
        List<Held> known = open.getOrDefault(topic, List.of());
        for (Held held : known) {
            if (held.needs.covers(needs)) {
                held.holders++;
                return held;
            }
        }
        var view = new TopicView(cluster, topic, needs, forRequest);
        if (draining) {
            view.drain();
        }
        var held = new Held(view, needs, readers.read(topic, view));
        List<Held> all = new ArrayList<>(known);
        all.add(held);
        open.put(topic, List.copyOf(all));
        return held;
    }

    private synchronized void letGo(Held held) {
        held.holders--;
        if (held.holders > 0) {
            return;
        }
        open.computeIfPresent(held.view.topic(), (topic, all) -> {
            List<Held> rest = all.stream().filter(other -> !other.equals(held)).toList();
            return rest.isEmpty() ? null : rest;
        });
        held.view.drain(); // whoever is still parked, past all bounds, is answered with what there is
        held.reading.stop();
    }

    /** The topics that templates name, with what is needed of them; to be closed once by each who asks. */
    synchronized OnDemandViews onDemand(ViewNeeds needs) {
        for (OnDemandViews known : onDemand) {
            if (known.join(needs)) {
                return known;
            }
        }
        var opened = new OnDemandViews(this, needs, maxOnDemand, onDemand::remove);
        onDemand.add(opened);
        return opened;
    }

    /** Gives a topic's open views to somebody; opens none. */
    void forEach(String topic, Consumer<TopicView> action) {
        open.getOrDefault(topic, List.of()).forEach(held -> action.accept(held.view));
    }

    /** Ends all waits and allows no more. Takes effect at the next turn of the loop. */
    void drain() {
        draining = true;
        open.values().forEach(all -> all.forEach(held -> held.view.drain()));
    }
}
