package io.sluice.rest.stream;

import io.sluice.engine.http.HttpFields;
import io.sluice.rest.consumer.PartitionReader;
import io.sluice.rest.format.DecodedRecord;
import io.sluice.rest.format.Format;
import io.sluice.rest.format.Formats;
import io.sluice.rest.format.RecordDecoder;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Json;
import io.sluice.rest.web.RestException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One request for a page of records: what is there, or else the first that comes in time. Its reader is closed when it
 * ends, whichever way. Owned by the call's I/O thread.
 */
final class PageCall {
    private final Call call;
    private final PageRequest request;
    private final Formats formats;
    private final Waits waits;

    PageCall(Call call, PageRequest request, Formats formats, Waits waits) {
        this.call = call;
        this.request = request;
        this.formats = formats;
        this.waits = waits;
    }

    /**
     * Reads and answers.
     *
     * @param patience how long Kafka may take for what is there
     */
    void start(CompletableFuture<Opening.Opened> opening, Duration patience) {
        call.thenHere(
                opening,
                opened -> {
                    PartitionReader reader = opened.reader();
                    call.invocation().onEnd(reader::close);
                    CompletableFuture<List<ConsumerRecord<byte[], byte[]>>> records = reader.present(
                                    patience, request.limit(), request.maxBytes())
                            .thenCompose(present ->
                                    present.isEmpty() ? awaited(reader) : CompletableFuture.completedFuture(present));
                    call.thenHere(records, read -> decode(opened.cursor(), read), Opening::meaning);
                },
                Opening::meaning);
    }

    private CompletableFuture<List<ConsumerRecord<byte[], byte[]>>> awaited(PartitionReader reader) {
        if (request.timeout().isZero()) {
            return CompletableFuture.completedFuture(List.of());
        }
        CompletableFuture<List<ConsumerRecord<byte[], byte[]>>> next =
                reader.next(request.timeout(), request.limit(), request.maxBytes());
        Runnable end = () -> next.complete(List.of());
        waits.add(end);
        return next.whenComplete((records, failure) -> waits.remove(end));
    }

    private void decode(Cursor cursor, List<ConsumerRecord<byte[], byte[]>> records) {
        call.thenHere(
                formats.decoder(Format.ofRecords(call.bareResponseType()), records),
                decoder -> answer(cursor, records, decoder),
                Opening::meaning);
    }

    private void answer(Cursor cursor, List<ConsumerRecord<byte[], byte[]>> records, RecordDecoder decoder) {
        List<DecodedRecord> decoded = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                decoded.add(decoder.decode(record));
            } catch (RestException e) {
                if (decoded.isEmpty()) {
                    cursor.pass(record);
                    throw new RestException(
                            e.status(), e.errorCode(), e.text() + " The next one: ?" + request.next(cursor));
                }
                break;
            }
            cursor.pass(record);
        }
        byte[] json = Json.bytes(to -> {
            to.writeStartArray();
            for (int i = 0; i < decoded.size(); i++) {
                RecordWriter.write(to, records.get(i), decoded.get(i));
            }
            to.writeEndArray();
        });
        call.respond(200, json, HttpFields.of("link", "<?" + request.next(cursor) + ">; rel=\"next\""));
    }
}
