package io.sluice.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.observe.ClusterObserver;
import io.sluice.engine.spi.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservedSenderTest {
    private final List<ClusterObserver.Outcome> seen = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final Outgoing outgoing =
            new Outgoing(new ProducerRecord<>("items", new byte[0]), Delivery.IN_SYNC_REPLICAS, new NotedOutcome(told));

    private boolean offer(RecordSender sender) {
        return new ObservedSender(sender, record -> (nanos, outcome) -> {
                    assertThat(record).isSameAs(outgoing);
                    assertThat(nanos).isNotNegative();
                    seen.add(outcome);
                })
                .offer(outgoing, Runnable::run);
    }

    @Test
    void tellsOfADelivery() {
        boolean taken = offer((record, turnEnd) -> {
            record.outcome().delivered(null);
            return true;
        });

        assertThat(taken).isTrue();
        assertThat(seen).containsExactly(ClusterObserver.Outcome.DELIVERED);
        assertThat(told).containsExactly("delivered");
    }

    @ParameterizedTest
    @CsvSource({"TIMEOUT, FAILED", "RECORD_TOO_LARGE, FAILED", "OVERLOADED, REFUSED"})
    void tellsWhetherARecordThatFailedHadBeenSent(ProblemType type, ClusterObserver.Outcome outcome) {
        offer((record, turnEnd) -> {
            record.outcome().failed(Problem.of(type, "No."), null);
            return true;
        });

        assertThat(seen).containsExactly(outcome);
        assertThat(told).containsExactly(type.name());
    }

    @Test
    void tellsOfARecordForWhichThereIsNoRoom() {
        boolean taken = offer((record, turnEnd) -> false);

        assertThat(taken).isFalse();
        assertThat(seen).containsExactly(ClusterObserver.Outcome.REFUSED);
        assertThat(told).isEmpty();
    }
}
