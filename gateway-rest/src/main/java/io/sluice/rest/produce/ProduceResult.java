package io.sluice.rest.produce;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * What became of a record, as the response has it.
 *
 * @param error null for a record that is written
 */
record ProduceResult(
        int partition, long offset, int errorCode, @Nullable String error) {
    // names that are encoded once
    private static final SerializableString PARTITION = new SerializedString("partition");
    private static final SerializableString OFFSET = new SerializedString("offset");
    private static final SerializableString ERROR_CODE = new SerializedString("error_code");
    private static final SerializableString ERROR = new SerializedString("error");

    private static final int TOPIC_MISSING = 40401;
    private static final int PARTITION_MISSING = 50003;

    static ProduceResult written(int partition, long offset) {
        return new ProduceResult(partition, offset, 0, null);
    }

    static ProduceResult failed(int errorCode, String error) {
        return new ProduceResult(-1, -1, errorCode, error);
    }

    /** The topic is not there. */
    static ProduceResult topicMissing() {
        return failed(TOPIC_MISSING, "Topic not found.");
    }

    /** The topic is there, the partition is not; told with the original's code where other records were written. */
    static ProduceResult partitionMissing(String error) {
        return new ProduceResult(-2, -1, PARTITION_MISSING, error);
    }

    /** Nobody knows yet, and nobody waits any longer. */
    static ProduceResult unknown() {
        return failed(50003, "Kafka did not acknowledge the record in time; it may still be written.");
    }

    /** What Kafka says of it. */
    static ProduceResult failed(Throwable cause) {
        String text = String.valueOf(cause.getMessage());
        if (cause instanceof AuthenticationException) {
            return failed(40101, text);
        }
        if (cause instanceof AuthorizationException) {
            return failed(40301, text);
        }
        if (cause instanceof RetriableException) {
            return failed(50003, text);
        }
        return cause instanceof KafkaException
                ? failed(50002, text)
                : failed(500, "Unexpected non-Kafka exception returned by Kafka");
    }

    boolean isTopicMissing() {
        return errorCode == TOPIC_MISSING;
    }

    boolean isPartitionMissing() {
        return partition == -2;
    }

    /** The status that it gives the whole response. */
    int status() {
        return errorCode == 40101 ? 401 : errorCode == 40301 ? 403 : 200;
    }

    /** Writes it; all four members are always there. */
    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (error == null) {
            json.writeFieldName(PARTITION);
            json.writeNumber(partition);
            json.writeFieldName(OFFSET);
            json.writeNumber(offset);
            json.writeFieldName(ERROR_CODE);
            json.writeNull();
            json.writeFieldName(ERROR);
            json.writeNull();
        } else {
            json.writeFieldName(PARTITION);
            json.writeNull();
            json.writeFieldName(OFFSET);
            json.writeNull();
            json.writeFieldName(ERROR_CODE);
            json.writeNumber(errorCode);
            json.writeFieldName(ERROR);
            json.writeString(error);
        }
        json.writeEndObject();
    }
}
