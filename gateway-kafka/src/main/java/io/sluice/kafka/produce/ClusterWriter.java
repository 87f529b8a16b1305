package io.sluice.kafka.produce;

import io.sluice.engine.http.Problem;
import io.sluice.engine.observe.ClusterObserver;
import io.sluice.engine.spi.Delivery;
import io.sluice.engine.spi.NewRecord;
import io.sluice.engine.spi.RecordWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** Writes the records of a proxy, in the gateway's name. Any thread. */
public final class ClusterWriter implements RecordWriter {
    private final SendLoop sender;
    private final Delivery delivery;
    private final @Nullable ClusterObserver observer;

    /**
     * A writer.
     *
     * @param observer is told of each record; null for nobody
     */
    public ClusterWriter(SendLoop sender, Delivery delivery, @Nullable ClusterObserver observer) {
        this.sender = sender;
        this.delivery = delivery;
        this.observer = observer;
    }

    @Override
    public boolean write(List<NewRecord> records, Consumer<Runnable> turnEnd) {
        List<Outgoing> outgoing = new ArrayList<>(records.size());
        long start = System.nanoTime();
        for (NewRecord record : records) {
            outgoing.add(new Outgoing(producerRecord(record), delivery, outcome(record.outcome(), start)));
        }
        boolean taken = sender.offerAll(outgoing, turnEnd);
        if (!taken && observer != null) {
            outgoing.forEach(refused -> observe(observer, 0, ClusterObserver.Outcome.REFUSED));
        }
        return taken;
    }

    private Outgoing.Outcome outcome(Outcome outcome, long start) {
        Outgoing.Outcome told = new Told(outcome);
        return observer == null
                ? told
                : new MeasuredOutcome((nanos, ending) -> observe(observer, nanos, ending), start, told);
    }

    /** Topics that requests name are not told apart: there may be many. */
    private static void observe(ClusterObserver observer, long nanos, ClusterObserver.Outcome outcome) {
        observer.written(ClusterObserver.TOPICS_OF_REQUESTS, nanos, outcome);
    }

    private static ProducerRecord<byte[], byte[]> producerRecord(NewRecord record) {
        List<Header> headers = new ArrayList<>(record.headers().size());
        record.headers().forEach(header -> headers.add(new RecordHeader(header.name(), header.value())));
        return new ProducerRecord<>(
                record.topic(), record.partition(), record.timestamp(), record.key(), record.value(), headers);
    }

    /** Translates from the client library's words. */
    private record Told(Outcome outcome) implements Outgoing.Outcome {

        @Override
        public void delivered(@Nullable RecordMetadata place) {
            if (place == null) {
                outcome.written(-1, -1, -1);
            } else {
                outcome.written(
                        place.partition(),
                        place.hasOffset() ? place.offset() : -1,
                        place.hasTimestamp() ? place.timestamp() : -1);
            }
        }

        @Override
        public void failed(Problem problem, @Nullable Exception cause) {
            outcome.failed(problem, cause);
        }
    }
}
