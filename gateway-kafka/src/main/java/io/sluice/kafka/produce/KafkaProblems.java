package io.sluice.kafka.produce;

import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** The one table from what Kafka says of a record to what the client is told. */
public final class KafkaProblems {
    private KafkaProblems() {}

    /**
     * A failure after the record was handed over. Unless the brokers have judged the record itself, nobody knows whether it
     * is in the topic: whatever the last of the client library's attempts ended with, one before it may have been taken,
     * and only its acknowledgement been lost.
     */
    public static Problem afterSending(Throwable failure) {
        Problem refusal = refusal(failure);
        return refusal == null ? unacknowledged() : refusal;
    }

    /** A failure to hand the record over: it is not in the topic. */
    public static Problem beforeSending(Throwable failure) {
        Problem refusal = refusal(failure);
        return refusal == null
                ? Problem.of(
                        ProblemType.KAFKA_UNAVAILABLE,
                        "Kafka does not take records at the moment; nothing was written.")
                : refusal;
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

    static Problem tooLarge() {
        return Problem.of(
                ProblemType.RECORD_TOO_LARGE,
                "The record is above the topic's max.message.bytes or the producer's limit.");
    }

    /** The topic is there, but not the partition that the record is for. */
    static Problem partitionMissing() {
        return Problem.of(ProblemType.TOPIC_MISSING, "The topic does not have the partition that the record is for.");
    }

    static Problem topicForbidden() {
        return Problem.of(ProblemType.TOPIC_FORBIDDEN, "The gateway may not write to the topic of this resource.");
    }

    /** No broker answers, and nothing was written. */
    public static Problem unavailable() {
        return Problem.of(ProblemType.KAFKA_UNAVAILABLE, "Kafka cannot be reached; nothing was written.");
    }

    /** What is wrong with the record or its topic; null when the failure has another cause. */
    private static @Nullable Problem refusal(Throwable failure) {
        if (failure instanceof RecordTooLargeException || failure instanceof RecordBatchTooLargeException) {
            return tooLarge();
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
        return null;
    }
}
