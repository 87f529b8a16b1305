package io.sluice.rest.v3;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemException;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.spi.RecordWriter;
import io.sluice.rest.format.RegisteredSchema;
import io.sluice.rest.web.Causes;
import io.sluice.rest.web.Failures;
import io.sluice.rest.web.RestException;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What became of a record, as the client is told. Immutable. */
sealed interface Result {

    /** Writes its members into an object. */
    void write(JsonGenerator json) throws IOException;

    /** The value of {@code error_code}. */
    int code();

    /** It is not written, or nobody knows. */
    record Failed(RestException error) implements Result {
        private static final int MAX_TEXT = 4_000;

        @Override
        public void write(JsonGenerator json) throws IOException {
            String text = error.text();
            json.writeStringField("message", text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...");
        }

        @Override
        public int code() {
            return error.errorCode();
        }
    }

    /**
     * It is written.
     *
     * @param offset -1 when nothing was waited for
     * @param timestamp in milliseconds since the epoch; -1 when that is not known
     */
    record Written(String clusterId, EncodedRecord record, int partition, long offset, long timestamp)
            implements Result {

        @Override
        public void write(JsonGenerator json) throws IOException {
            json.writeStringField("cluster_id", clusterId);
            json.writeStringField("topic_name", record.topic());
            json.writeNumberField("partition_id", partition);
            json.writeNumberField("offset", offset);
            if (timestamp >= 0) {
                json.writeStringField(
                        "timestamp", Instant.ofEpochMilli(timestamp).toString());
            }
            write(json, "key", record.key());
            write(json, "value", record.value());
        }

        private static void write(JsonGenerator json, String name, EncodedRecord.@Nullable Data data)
                throws IOException {
            if (data == null) {
                return;
            }
            json.writeObjectFieldStart(name);
            json.writeStringField("type", data.type());
            RegisteredSchema schema = data.schema();
            if (schema != null) {
                json.writeStringField("subject", schema.subject());
                json.writeNumberField("schema_id", schema.id());
                json.writeNumberField("schema_version", schema.version());
            }
            json.writeNumberField("size", data.size());
            json.writeEndObject();
        }

        @Override
        public int code() {
            return 200;
        }
    }

    /** Tells a consumer once what becomes of a record; from any thread. */
    static RecordWriter.Outcome outcome(String clusterId, EncodedRecord record, Consumer<Result> consumer) {
        return new RecordWriter.Outcome() {
            @Override
            public void written(int partition, long offset, long timestamp) {
                consumer.accept(new Written(clusterId, record, partition, offset, timestamp));
            }

            @Override
            public void failed(Problem problem, @Nullable Throwable cause) {
                consumer.accept(new Failed(error(problem, cause)));
            }
        };
    }

    private static RestException error(Problem problem, @Nullable Throwable cause) {
        if (problem.type() == ProblemType.TOPIC_MISSING) {
            return cause == null
                    ? new RestException(404, 40403, problem.detail())
                    : new RestException(404, 40402, String.valueOf(cause.getMessage()));
        }
        if (problem.type() == ProblemType.TOPIC_FORBIDDEN) {
            return new RestException(403, 40301, problem.detail());
        }
        return Failures.of(cause == null ? new ProblemException(problem) : cause);
    }

    /** There is no room for the record at the moment. */
    static Result overloaded() {
        return new Failed(RestException.of(
                503, "The gateway has no room for the record at the moment; it was not written. Send it again later."));
    }

    /**
     * What a failure means to the client. Version 3 folds the codes of schemas and validation: the code is the status, and
     * the code proper stands in the text.
     */
    static Result failed(Throwable failure) {
        RestException error = Failures.of(Causes.of(failure));
        boolean folded = error.errorCode() >= 42_201 && error.errorCode() <= 42_207;
        return new Failed(folded ? RestException.of(422, "Error: " + error.errorCode() + " : " + error.text()) : error);
    }
}
