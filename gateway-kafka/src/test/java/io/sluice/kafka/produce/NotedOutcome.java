package io.sluice.kafka.produce;

import io.sluice.engine.http.Problem;
import java.util.List;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Notes what became of a record: {@code delivered}, or the name of the problem. */
public class NotedOutcome implements Outgoing.Outcome {
    private final List<String> notes;

    /** Notes go to the end of a list. */
    public NotedOutcome(List<String> notes) {
        this.notes = notes;
    }

    @Override
    public void delivered(@Nullable RecordMetadata place) {
        notes.add("delivered");
    }

    @Override
    public void failed(Problem problem, @Nullable Exception cause) {
        notes.add(problem.type().name());
    }
}
