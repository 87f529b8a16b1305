package io.sluice.kafka.produce;

import io.sluice.engine.http.Problem;
import io.sluice.engine.observe.ClusterObserver;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Tells an observer of a record's outcome, then who waits for it.
 *
 * @param start when the record was handed in, by {@link System#nanoTime}
 */
record MeasuredOutcome(ObservedSender.Observer observer, long start, Outgoing.Outcome outcome)
        implements Outgoing.Outcome {

    @Override
    public void delivered(@Nullable RecordMetadata place) {
        observer.ended(System.nanoTime() - start, ClusterObserver.Outcome.DELIVERED);
        outcome.delivered(place);
    }

    @Override
    public void failed(Problem problem, @Nullable Exception cause) {
        boolean sent = switch (problem.type()) {
            case TIMEOUT, RECORD_TOO_LARGE, RECORD_INVALID -> true;
            default -> false;
        };
        observer.ended(
                System.nanoTime() - start, sent ? ClusterObserver.Outcome.FAILED : ClusterObserver.Outcome.REFUSED);
        outcome.failed(problem, cause);
    }
}
