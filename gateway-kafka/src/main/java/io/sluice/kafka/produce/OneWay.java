package io.sluice.kafka.produce;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.Timer;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.RecordPlace;
import io.sluice.engine.spi.ProduceSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** A request without a reply: 204 once its record is delivered. */
final class OneWay implements Outgoing.Outcome {
    private static final HttpResponse DELIVERED = HttpResponse.of(204, HttpFields.empty());

    private final Invocation invocation;

    private OneWay(Invocation invocation) {
        this.invocation = invocation;
    }

    static void start(
            Invocation invocation, RecordSender sender, ProducerRecord<byte[], byte[]> record, ProduceSpec spec) {
        var outgoing = new Outgoing(record, spec.acks(), new OneWay(invocation));
        Timer deadline = invocation.after(spec.timeout(), () -> invocation.fail(tooLate(outgoing)));
        invocation.onEnd(() -> {
            deadline.cancel();
            outgoing.withdraw(); // a client that has gone wants nothing written that is not on its way yet
        });
        if (!sender.offer(outgoing, invocation::execute)) {
            invocation.fail(noRoom());
        }
    }

    /** The deadline has come without an outcome. */
    static Problem tooLate(Outgoing outgoing) {
        return outgoing.withdraw() ? KafkaProblems.unavailable() : KafkaProblems.unacknowledged();
    }

    static Problem noRoom() {
        return Problem.of(ProblemType.OVERLOADED, "Too many records are waiting to be written; nothing was written.");
    }

    /** Tells observers where the record is, as far as the acknowledgement says. */
    static void note(Invocation invocation, @Nullable RecordMetadata place) {
        if (place != null && place.hasOffset()) {
            invocation.concerns(new RecordPlace(place.topic(), place.partition(), place.offset()));
        }
    }

    @Override
    public void delivered(@Nullable RecordMetadata place) {
        note(invocation, place);
        invocation.complete(DELIVERED);
    }

    @Override
    public void failed(Problem problem, @Nullable Exception cause) {
        invocation.fail(problem);
    }
}
