package io.sluice.rest.produce;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.engine.flow.Timer;
import io.sluice.engine.http.Problem;
import io.sluice.engine.http.ProblemType;
import io.sluice.engine.spi.NewRecord;
import io.sluice.engine.spi.RecordWriter;
import io.sluice.rest.format.RegisteredSchema;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Failures;
import io.sluice.rest.web.Json;
import io.sluice.rest.web.RestException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.internals.Topic;
import org.jspecify.annotations.Nullable;

/**
 * The records of one request on their way: written together, answered together when the last outcome is there, or when the
 * time is over. Results are written by whoever tells them, each in a place of its own, and read when none is missing any
 * more, or by the deadline.
 */
final class Producing {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final int ATTEMPTS = 40;

    private final Call call;
    private final String topic;
    private final List<ParsedRecord> records;
    private final @Nullable Integer partition;
    private final @Nullable RegisteredSchema keySchema;
    private final @Nullable RegisteredSchema valueSchema;
    private final @Nullable ProduceResult[] results;
    private final AtomicInteger missing;

    /**
     * Records that nobody has written yet.
     *
     * @param partition of the path; null for none
     */
    Producing(
            Call call,
            List<ParsedRecord> records,
            @Nullable Integer partition,
            @Nullable RegisteredSchema keySchema,
            @Nullable RegisteredSchema valueSchema) {
        this.call = call;
        this.topic = call.path("topic");
        this.records = records;
        this.partition = partition;
        this.keySchema = keySchema;
        this.valueSchema = valueSchema;
        this.results = new @Nullable ProduceResult[records.size()];
        this.missing = new AtomicInteger(records.size());
    }

    /** Writes them; sees to it that the call ends. */
    void start(RecordWriter writer, Produce.NewTopics topics, Duration maxWait) {
        if (!Topic.isValid(topic)) {
            respond(200, ProduceResult.failed(50002, "Invalid topics: [" + topic + "]"));
            return;
        }
        Timer deadline = call.invocation().after(maxWait, () -> respond(200, ProduceResult.unknown()));
        call.invocation().onEnd(deadline::cancel);
        write(writer, () -> allTold(writer, topics));
        if ("true".equals(call.query("async"))) {
            call.noContent();
        }
    }

    private void write(RecordWriter writer, Runnable allTold) {
        List<NewRecord> written = new ArrayList<>(records.size());
        for (int i = 0; i < records.size(); i++) {
            written.add(records.get(i).to(topic, partition, new Outcome(i, allTold)));
        }
        if (!writer.write(written, call.invocation()::execute)) {
            throw new RestException(503, 50302, "Too many records are waiting to be written; nothing was written.");
        }
    }

    /** A topic that is missing may be one that brokers create when it is asked for: then the records are written again. */
    private void allTold(RecordWriter writer, Produce.NewTopics topics) {
        if (!isTopicMissing()) {
            answer();
            return;
        }
        call.then(topics.ask(topic), created -> {
            if (!created) {
                throw noTopic();
            }
            writeAgain(writer, ATTEMPTS);
        });
    }

    /** The broker has the topic; who writes hears of it a moment later. */
    private void writeAgain(RecordWriter writer, int attempts) {
        missing.set(records.size());
        write(writer, () -> {
            if (attempts > 0 && isTopicMissing()) {
                var unused = call.invocation().after(PAUSE, () -> call.attempt(() -> writeAgain(writer, attempts - 1)));
            } else {
                answer();
            }
        });
    }

    private static RestException noTopic() {
        return new RestException(404, 40401, "Topic not found.");
    }

    private boolean isTopicMissing() {
        return all(ProduceResult::isTopicMissing);
    }

    private boolean all(Predicate<ProduceResult> condition) {
        for (ProduceResult result : results) {
            if (result == null || !condition.test(result)) {
                return false;
            }
        }
        return true;
    }

    private void answer() {
        if (call.invocation().isEnded()) {
            return; // nobody waits for it
        }
        if (isTopicMissing()) {
            call.fail(noTopic());
        } else if (partition != null && all(ProduceResult::isPartitionMissing)) {
            call.fail(Failures.noPartition());
        } else {
            respond(status(), ProduceResult.unknown());
        }
    }

    /** The first failure of authentication or authorization decides; others are told record by record. */
    private int status() {
        for (ProduceResult result : results) {
            if (result != null && result.status() != 200) {
                return result.status();
            }
        }
        return 200;
    }

    /** Answers with the results, and this one where none is there. */
    private void respond(int status, ProduceResult untold) {
        call.respond(status, Json.bytes(json -> write(json, untold)));
    }

    private void write(JsonGenerator json, ProduceResult untold) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("offsets");
        for (ProduceResult result : results) {
            (result == null ? untold : result).write(json);
        }
        json.writeEndArray();
        Json.number(json, "key_schema_id", keySchema == null ? null : keySchema.id());
        Json.number(json, "value_schema_id", valueSchema == null ? null : valueSchema.id());
        json.writeEndObject();
    }

    /** What becomes of the record in one place. */
    private final class Outcome implements RecordWriter.Outcome {
        private final int index;
        private final Runnable allTold;

        Outcome(int index, Runnable allTold) {
            this.index = index;
            this.allTold = allTold;
        }

        @Override
        public void written(int writtenTo, long offset, long timestamp) {
            tell(ProduceResult.written(writtenTo, offset));
        }

        @Override
        public void failed(Problem problem, @Nullable Throwable cause) {
            tell(result(problem, cause));
        }

        private void tell(ProduceResult result) {
            results[index] = result;
            if (missing.decrementAndGet() == 0) {
                // on the I/O thread: the producer's has the outcomes of all other requests to tell
                call.invocation().execute(() -> call.attempt(allTold));
            }
        }
    }

    private ProduceResult result(Problem problem, @Nullable Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException && problem.type() == ProblemType.TOPIC_MISSING) {
            return ProduceResult.partitionMissing(String.valueOf(cause.getMessage()));
        }
        if (cause != null) {
            return ProduceResult.failed(cause);
        }
        return switch (problem.type()) {
            case TOPIC_MISSING -> ProduceResult.topicMissing();
            case TOPIC_FORBIDDEN -> ProduceResult.failed(40301, "Not authorized to access topics: [" + topic + "]");
            default -> ProduceResult.failed(50003, problem.detail());
        };
    }
}
