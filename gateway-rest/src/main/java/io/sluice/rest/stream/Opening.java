package io.sluice.rest.stream;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.broker.TopicMetadata;
import io.sluice.rest.consumer.InstanceLimitException;
import io.sluice.rest.consumer.PartitionReader;
import io.sluice.rest.consumer.PartitionReaders;
import io.sluice.rest.web.Causes;
import io.sluice.rest.web.Failures;
import io.sluice.rest.web.RestException;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.protocol.Errors;

/** Opens readers for requests. Thread-safe. */
record Opening(BrokerLoop loop, PartitionReaders readers) {

    /** A reader and where it stands. */
    record Opened(PartitionReader reader, Cursor cursor) {}

    /** Opens a reader where a request begins; what it fails with is for the client by {@link #meaning}. */
    CompletableFuture<Opened> open(String topic, Beginning beginning) {
        return loop.metadata(topic, false)
                .thenCompose(metadata ->
                        readers.open(topic, beginning.starts(count(metadata)), IsolationLevel.READ_UNCOMMITTED))
                .thenCompose(
                        reader -> reader.positions().thenApply(offsets -> new Opened(reader, new Cursor(offsets))));
    }

    private static int count(TopicMetadata metadata) {
        if (metadata.error() == Errors.UNKNOWN_TOPIC_OR_PARTITION) {
            throw Failures.noTopic();
        }
        if (metadata.error() != Errors.NONE) {
            throw metadata.error().exception();
        }
        return metadata.partitions().size();
    }

    /** What a failure is without those around it, and for the client. */
    static Throwable meaning(Throwable failure) {
        Throwable cause = Causes.of(failure);
        return cause instanceof InstanceLimitException
                ? new RestException(503, 50302, cause.getMessage() + ".")
                : cause;
    }
}
