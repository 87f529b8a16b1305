package io.sluice.kafka.produce;

import io.sluice.engine.flow.Identity;
import io.sluice.engine.http.Problem;
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
        RecordSender sender = senders.of(identity);
        return (outgoing, turnEnd) -> {
            String topic = named.contains(outgoing.topic()) ? outgoing.topic() : ClusterObserver.TOPICS_OF_REQUESTS;
            long start = System.nanoTime();
            outgoing.tell(outcome -> new Measured(topic, start, outcome));
            boolean taken = sender.offer(outgoing, turnEnd);
            if (!taken) {
                observer.written(topic, System.nanoTime() - start, ClusterObserver.Outcome.REFUSED);
            }
            return taken;
        };
    }

    /** The outcome of one record. */
    private final class Measured implements Outgoing.Outcome {
        private final String topic;
        private final long start;
        private final Outgoing.Outcome outcome;

        Measured(String topic, long start, Outgoing.Outcome outcome) {
            this.topic = topic;
            this.start = start;
            this.outcome = outcome;
        }

        @Override
        public void delivered() {
            observer.written(topic, System.nanoTime() - start, ClusterObserver.Outcome.DELIVERED);
            outcome.delivered();
        }

        @Override
        public void failed(Problem problem) {
            boolean sent = switch (problem.type()) {
                case TIMEOUT, RECORD_TOO_LARGE, RECORD_INVALID -> true;
                default -> false;
            };
            ClusterObserver.Outcome result = sent ? ClusterObserver.Outcome.FAILED : ClusterObserver.Outcome.REFUSED;
            observer.written(topic, System.nanoTime() - start, result);
            outcome.failed(problem);
        }
    }
}
