package io.sluice.rest.v3;

import io.sluice.engine.spi.RecordWriter;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Operation;
import io.sluice.rest.web.RestException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.kafka.common.internals.Topic;

/** Writes records: batches, and streams that may be open for long. Thread-safe. */
final class Records {
    /** Each keeps up to a few mebibytes. */
    private static final int MAX_STREAMS = 1_000;

    private final Scope scope;
    private final RecordMaker maker;
    private final RecordWriter writer;
    private final Semaphore places = new Semaphore(MAX_STREAMS);
    private final Set<RecordStream> streams = ConcurrentHashMap.newKeySet();

    Records(Scope scope, RecordMaker maker, RecordWriter writer) {
        this.scope = scope;
        this.maker = maker;
        this.writer = writer;
    }

    List<Operation> operations() {
        return List.of(
                new Operation("POST", Scope.TOPIC + "/records", Scope.JSON, Scope.JSON, this::stream),
                new Operation("POST", Scope.TOPIC + "/records:batch", Scope.JSON, Scope.JSON, this::batch));
    }

    /** Ends the streams that are open, in an orderly way. Any thread. */
    void drain() {
        streams.forEach(RecordStream::drain);
    }

    /** A name that no topic can have is not asked for: brokers would refuse to tell of others in the same question. */
    private static void checkTopic(Call call) {
        if (!Topic.isValid(call.path("topic_name"))) {
            throw new RestException(400, 40002, "The request attempted to perform an operation on an invalid topic.");
        }
    }

    private void batch(Call call) {
        checkTopic(call);
        call.body(body -> {
            RecordBatch batch = RecordBatch.read(body);
            scope.cluster(call, cluster -> new BatchWriting(call, cluster.clusterId(), batch).start(maker, writer));
        });
    }

    private void stream(Call call) {
        checkTopic(call);
        scope.cluster(
                call,
                cluster -> call.invocation().execute(() -> call.attempt(() -> stream(call, cluster.clusterId()))));
    }

    private void stream(Call call, String clusterId) {
        if (!places.tryAcquire()) {
            throw RestException.of(503, "There are " + MAX_STREAMS + " streams of records already; try again later.");
        }
        var stream = new RecordStream(call, clusterId, maker, writer, ended -> {
            streams.remove(ended);
            places.release();
        });
        streams.add(stream);
        stream.start();
    }
}
