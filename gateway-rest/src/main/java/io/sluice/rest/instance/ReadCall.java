package io.sluice.rest.instance;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sluice.rest.consumer.Batch;
import io.sluice.rest.consumer.ConsumerInstance;
import io.sluice.rest.format.DecodedRecord;
import io.sluice.rest.format.Formats;
import io.sluice.rest.format.RecordDecoder;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Json;
import io.sluice.rest.web.RestException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * One read of an instance: records, decoded and sent. What does not reach the client goes back to the instance: records
 * from the first one on that cannot be decoded, and all of them when the client has gone.
 */
final class ReadCall {
    private final Call call;
    private final ConsumerInstance instance;
    private final Formats formats;

    ReadCall(Call call, ConsumerInstance instance, Formats formats) {
        this.call = call;
        this.instance = instance;
        this.formats = formats;
    }

    void start(@Nullable Long timeoutMillis, long maxBytes) {
        Duration timeout = timeoutMillis == null ? null : Duration.ofMillis(timeoutMillis);
        InstanceOperations.then(call, instance.read(timeout, maxBytes), this::decode);
    }

    private void decode(Batch batch) {
        if (call.invocation().isEnded()) {
            giveBack(batch, 0);
            return;
        }
        var unused = formats.decoder(instance.options().format(), batch.records())
                .whenComplete((decoder, failure) -> call.invocation().execute(() -> {
                    if (failure == null) {
                        answer(batch, decoder);
                    } else {
                        giveBack(batch, 0);
                        call.fail(failure);
                    }
                }));
    }

    private void answer(Batch batch, RecordDecoder decoder) {
        List<ConsumerRecord<byte[], byte[]>> records = batch.records();
        List<DecodedRecord> decoded = new ArrayList<>(records.size());
        try {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                decoded.add(decoder.decode(record));
            }
        } catch (RestException e) {
            giveBack(batch, decoded.size());
            if (decoded.isEmpty()) {
                call.fail(e);
                return;
            }
        }
        byte[] json = Json.bytes(to -> {
            to.writeStartArray();
            for (int i = 0; i < decoded.size(); i++) {
                write(to, records.get(i), decoded.get(i));
            }
            to.writeEndArray();
        });
        if (!call.respond(200, json)) {
            giveBack(new Batch(records.subList(0, decoded.size()), batch.stamp()), 0);
        }
    }

    private static void write(JsonGenerator json, ConsumerRecord<byte[], byte[]> record, DecodedRecord decoded)
            throws IOException {
        json.writeStartObject();
        decoded.writeMembers(json, record);
        json.writeEndObject();
    }

    private void giveBack(Batch batch, int from) {
        if (from < batch.records().size()) {
            var unused = instance.giveBack(batch, from);
        }
    }
}
