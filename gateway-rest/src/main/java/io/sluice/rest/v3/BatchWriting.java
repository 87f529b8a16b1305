package io.sluice.rest.v3;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.engine.spi.NewRecord;
import io.sluice.engine.spi.RecordWriter;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.RestException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One batch on its way: all of its records are encoded, then those that could be are written together and in their order,
 * then the call ends with what became of each. Outcomes may come from any thread.
 */
final class BatchWriting {
    private static final int MULTI_STATUS = 207;

    private final Call call;
    private final String clusterId;
    private final String topic;
    private final List<RecordBatch.Entry> entries;
    private final AtomicReferenceArray<Result> results;
    private final AtomicInteger open;

    BatchWriting(Call call, String clusterId, RecordBatch batch) {
        this.call = call;
        this.clusterId = clusterId;
        this.topic = call.path("topic_name");
        this.entries = batch.entries();
        this.results = new AtomicReferenceArray<>(entries.size());
        this.open = new AtomicInteger(entries.size());
    }

    void start(RecordMaker maker, RecordWriter writer) {
        List<CompletableFuture<EncodedRecord>> encoded = new ArrayList<>();
        for (RecordBatch.Entry entry : entries) {
            encoded.add(encode(maker, entry));
        }
        call.then(
                CompletableFuture.allOf(encoded.toArray(CompletableFuture<?>[]::new))
                        .handle((done, failure) -> encoded),
                all -> write(all, writer));
    }

    private CompletableFuture<EncodedRecord> encode(RecordMaker maker, RecordBatch.Entry entry) {
        try {
            return maker.encode(topic, RecordReader.read(entry.json(), true));
        } catch (RestException e) {
            return CompletableFuture.failedFuture(e);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(RecordBatch.malformed(e));
        }
    }

    private void write(List<CompletableFuture<EncodedRecord>> encoded, RecordWriter writer) {
        List<NewRecord> records = new ArrayList<>();
        List<Integer> written = new ArrayList<>();
        for (int i = 0; i < encoded.size(); i++) {
            int index = i;
            var unused = encoded.get(i).whenComplete((record, failure) -> {
                if (failure != null) {
                    told(index, Result.failed(failure));
                } else {
                    written.add(index);
                    records.add(record.newRecord(Result.outcome(clusterId, record, result -> told(index, result))));
                }
            });
        }
        if (!records.isEmpty() && !writer.write(records, call.invocation()::execute)) {
            written.forEach(index -> told(index, Result.overloaded()));
        }
    }

    private void told(int index, Result result) {
        results.set(index, result);
        if (open.decrementAndGet() == 0) {
            call.attempt(() -> call.respond(MULTI_STATUS, this::write));
        }
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeArrayFieldStart("successes");
        write(json, true);
        json.writeEndArray();
        json.writeArrayFieldStart("failures");
        write(json, false);
        json.writeEndArray();
        json.writeEndObject();
    }

    private void write(JsonGenerator json, boolean successes) throws IOException {
        for (int i = 0; i < entries.size(); i++) {
            Result result = results.get(i);
            if (result instanceof Result.Written != successes) {
                continue;
            }
            json.writeStartObject();
            json.writeStringField("id", entries.get(i).id());
            if (!successes) {
                json.writeNumberField("error_code", result.code());
            }
            result.write(json);
            json.writeEndObject();
        }
    }
}
