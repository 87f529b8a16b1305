package io.sluice.kafka.produce;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.observe.ClusterObserver;
import java.util.Set;

/** Tells an observer what becomes of the records that requests leave, in whosever name they are written. */
public final class ObservedSenders implements Senders {
    private final Senders senders;
    private final ClusterObserver observer;
    private final Set<String> named;

    /**
     * Senders in front of others.
     *
     * @param named the topics that are told apart; not changed once requests come
     */
    public ObservedSenders(Senders senders, ClusterObserver observer, Set<String> named) {
        this.senders = senders;
        this.observer = observer;
        this.named = named;
    }

    @Override
    public RecordSender of(Identity identity) {
        return new ObservedSender(senders.of(identity), this::observer);
    }

    private ObservedSender.Observer observer(Outgoing outgoing) {
        String topic = named.contains(outgoing.topic()) ? outgoing.topic() : ClusterObserver.TOPICS_OF_REQUESTS;
        return (nanos, outcome) -> observer.written(topic, nanos, outcome);
    }
}
