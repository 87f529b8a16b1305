package io.sluice.kafka.produce;

import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The one table from what Kafka says of a record to what the client is told. */
public final class KafkaProblems {
    private KafkaProblems() {}

    /** A failure after the record was handed over: it may or may not be in the topic. */
    public static Problem afterSending(Throwable failure) {
        return failure instanceof TimeoutException ? unacknowledged() : of(failure);
    }

    /** A failure to hand the record over: it is not in the topic. */
    public static Problem beforeSending(Throwable failure) {
        return failure instanceof TimeoutException
                ? Problem.of(
                        ProblemType.KAFKA_UNAVAILABLE,
                        "Kafka does not take records at the moment; nothing was written.")
                : of(failure);
    }

    /** No acknowledgement in time: nobody knows what became of the record. */
    static Problem unacknowledged() {
        return Problem.of(
                ProblemType.TIMEOUT, "Kafka did not acknowledge the record in time; it may still be written.");
    }

    /** The topic is not there. */
    public static Problem topicMissing() {
        return Problem.of(ProblemType.TOPIC_MISSING, "The topic that the request is written to does not exist.");
    }

    static Problem topicForbidden() {
        return Problem.of(ProblemType.TOPIC_FORBIDDEN, "The gateway may not write to the topic of this resource.");
    }

    /** No broker answers, and nothing was written. */
    public static Problem unavailable() {
        return Problem.of(ProblemType.KAFKA_UNAVAILABLE, "Kafka cannot be reached; nothing was written.");
    }

    private static Problem of(Throwable failure) {
        if (failure instanceof RecordTooLargeException || failure instanceof RecordBatchTooLargeException) {
            return Problem.of(
                    ProblemType.RECORD_TOO_LARGE,
                    "The record is above the topic's max.message.bytes or the producer's limit.");
        }
        if (failure instanceof InvalidRecordException || failure instanceof InvalidTimestampException) {
            return Problem.of(
                    ProblemType.RECORD_INVALID,
                    "The topic does not take such a record; a compacted topic takes none without a key.");
        }
        if (failure instanceof UnknownTopicOrPartitionException || failure instanceof InvalidTopicException) {
            return topicMissing();
        }
        if (failure instanceof AuthorizationException) {
            return topicForbidden();
        }
        return Problem.of(ProblemType.KAFKA_UNAVAILABLE, "Kafka does not take the record at the moment.");
    }
}
