package io.sluice.kafka.produce;

import io.sluice.engine.http.Problem;
import io.sluice.engine.spi.Delivery;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One record between {@code send} and its acknowledgement. Made by the thread that calls {@code send}; told how it ends by
 * that thread or the producer's.
 */
public final class Sending implements Callback {

    /** Who sends. Called by the thread that calls {@code send}, or the producer's. */
    public interface Owner {
        /** The record needs no room any more. */
        void ended(Outgoing outgoing);

        /**
         * The record was not delivered, or nobody knows.
         *
         * @param unsent whether it is certain that it is not in the topic
         * @return what to tell the client
         */
        Problem failed(Outgoing outgoing, Exception failure, boolean unsent);
    }

    private final Outgoing outgoing;
    private final Owner owner;
    private final Acknowledged acknowledged;
    private final Thread sender = Thread.currentThread();
    private boolean refused; // from within send, by the sender

    /** A record that is about to be handed to a producer by this thread. */
    public Sending(Outgoing outgoing, Owner owner, Acknowledged acknowledged) {
        this.outgoing = outgoing;
        this.owner = owner;
        this.acknowledged = acknowledged;
    }

    /** {@code send} has returned. */
    public void handedOver() {
        if (outgoing.acks() == Delivery.NONE && !refused) {
            outgoing.outcome().delivered(null);
        }
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        owner.ended(outgoing);
        if (failure == null) {
            delivered(metadata);
        } else {
            failed(failure);
        }
    }

    private void delivered(@Nullable RecordMetadata metadata) {
        if (metadata != null && metadata.hasOffset()) {
            acknowledged.at(outgoing.topic(), outgoing.record().key(), metadata.partition(), metadata.offset());
        }
        if (outgoing.acks() != Delivery.NONE) {
            outgoing.outcome().delivered(metadata);
        }
    }

    private void failed(Exception failure) {
        boolean unsent = Thread.currentThread() == sender;
        refused |= unsent;
        Problem problem = owner.failed(outgoing, failure, unsent);
        if (outgoing.acks() != Delivery.NONE || unsent) {
            outgoing.outcome().failed(problem, failure);
        }
    }
}
