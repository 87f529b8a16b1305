package io.sluice.kafka.produce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.http.ProblemType;
import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NetworkException;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.NotLeaderOrFollowerException;
import org.apache.kafka.common.errors.OutOfOrderSequenceException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

class KafkaProblemsTest {

    private static ProblemType before(Throwable failure) {
        return KafkaProblems.beforeSending(failure).type();
    }

    private static ProblemType after(Throwable failure) {
        return KafkaProblems.afterSending(failure).type();
    }

    @Test
    void aTimeoutLeavesTheOutcomeOpenOnlyOnceTheRecordIsOnItsWay() {
        assertThat(before(new TimeoutException("x"))).isEqualTo(ProblemType.KAFKA_UNAVAILABLE);
        assertThat(after(new TimeoutException("x"))).isEqualTo(ProblemType.TIMEOUT);
    }

    /** The last attempt says nothing of those before it. */
    @Test
    void aFailureThatIsNotTheRecordsOwnLeavesTheOutcomeOpen() {
        for (var failure : List.of(
                new NetworkException("x"),
                new NotEnoughReplicasException("x"),
                new NotEnoughReplicasAfterAppendException("x"),
                new NotLeaderOrFollowerException("x"),
                new OutOfOrderSequenceException("x"),
                new KafkaException("closed"))) {
            assertThat(after(failure)).as(failure.toString()).isEqualTo(ProblemType.TIMEOUT);
            assertThat(before(failure)).as(failure.toString()).isEqualTo(ProblemType.KAFKA_UNAVAILABLE);
        }
    }

    @Test
    void everyRefusalHasItsStatus() {
        assertThat(after(new RecordTooLargeException("x"))).isEqualTo(ProblemType.RECORD_TOO_LARGE);
        assertThat(before(new RecordTooLargeException("x"))).isEqualTo(ProblemType.RECORD_TOO_LARGE);
        assertThat(after(new InvalidRecordException("x"))).isEqualTo(ProblemType.RECORD_INVALID);
        assertThat(after(new UnknownTopicOrPartitionException("x"))).isEqualTo(ProblemType.TOPIC_MISSING);
        assertThat(before(new InvalidTopicException("x"))).isEqualTo(ProblemType.TOPIC_MISSING);
        assertThat(after(new TopicAuthorizationException("x"))).isEqualTo(ProblemType.TOPIC_FORBIDDEN);
        assertThat(before(new KafkaException("x"))).isEqualTo(ProblemType.KAFKA_UNAVAILABLE);
    }

    @Test
    void noDetailTellsOfTheInside() {
        assertThat(KafkaProblems.afterSending(new KafkaException("secret host")).detail())
                .doesNotContain("secret");
    }
}
