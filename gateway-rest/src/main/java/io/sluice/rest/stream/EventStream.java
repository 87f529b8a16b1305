package io.sluice.rest.stream;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.Timer;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.StreamedBody;
import io.sluice.rest.consumer.OutOfRangeException;
import io.sluice.rest.consumer.PartitionReader;
import io.sluice.rest.format.Format;
import io.sluice.rest.format.Formats;
import io.sluice.rest.format.RecordDecoder;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Failures;
import io.sluice.rest.web.RestException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records as server-sent events, from the head of the response to its end.
 *
 * <pre>
 *   reading --records, a gap--> sending --the client has taken enough--> reading
 *      +---------+---- the client leaves, the gateway stops, reading fails --> ended
 * </pre>
 *
 * <p>Nothing is read while the client does not take what there is, so a slow client costs a few records and keeps nobody.
 * Owned by the call's I/O thread.
 */
final class EventStream {
    private static final Logger LOGGER = LoggerFactory.getLogger(EventStream.class);
    private static final int BODY_BYTES = 64 << 10;
    private static final int OFFER_BYTES = BODY_BYTES / 2;
    private static final int READ_BYTES = 64 << 10;
    private static final int READ_RECORDS = 500;
    private static final Duration READ_WAIT = Duration.ofSeconds(30);
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private final Call call;
    private final Invocation invocation;
    private final PartitionReader reader;
    private final Cursor cursor;
    private final Formats formats;
    private final Format format;
    private final Waits waits;
    private final StreamedBody body = new StreamedBody(BODY_BYTES);
    private final Runnable stop; // the same object is added and removed
    private Iterator<byte[]> events = Collections.emptyIterator();
    private ByteBuffer rest = ByteBuffer.allocate(0); // of an event that is partly sent
    private @Nullable Timer heartbeat;
    private boolean ended;

    EventStream(Call call, Opening.Opened opened, Formats formats, Format format, Waits waits) {
        this.call = call;
        this.invocation = call.invocation();
        this.reader = opened.reader();
        this.cursor = opened.cursor();
        this.formats = formats;
        this.format = format;
        this.waits = waits;
        this.stop = () -> invocation.execute(this::close);
    }

    /** Answers the call and begins. */
    void start() {
        body.onGone(this::end);
        rest = ByteBuffer.wrap(Events.beginning(cursor));
        call.respond(new HttpResponse(
                200,
                HttpFields.builder()
                        .add("content-type", call.responseType())
                        .add("cache-control", "no-cache")
                        .add("x-accel-buffering", "no")
                        .build(),
                body));
        if (!ended) {
            waits.add(stop);
            heartbeat = invocation.after(HEARTBEAT, this::beat);
            send();
        }
    }

    private void beat() {
        if (ended) {
            return;
        }
        if (body.isWritable() && !rest.hasRemaining()) {
            body.offer(Events.heartbeat());
        }
        heartbeat = invocation.after(HEARTBEAT, this::beat);
    }

    private void read() {
        then(reader.next(READ_WAIT, READ_RECORDS, READ_BYTES), this::decode);
    }

    /** Goes on here with what another thread brings. */
    private <T extends @Nullable Object> void then(CompletableFuture<T> result, Consumer<T> consumer) {
        var unused = result.whenComplete((value, failure) -> invocation.execute(() -> {
            if (ended) {
                return;
            }
            try {
                if (failure == null) {
                    consumer.accept(value);
                } else {
                    failed(Opening.meaning(failure));
                }
            } catch (RuntimeException e) {
                fail(e);
            }
        }));
    }

    private void decode(List<ConsumerRecord<byte[], byte[]>> records) {
        then(formats.decoder(format, records), decoder -> {
            events = records.stream().map(record -> event(record, decoder)).iterator();
            send();
        });
    }

    private byte[] event(ConsumerRecord<byte[], byte[]> record, RecordDecoder decoder) {
        cursor.pass(record);
        try {
            return Events.record(cursor, record, decoder.decode(record));
        } catch (RestException e) {
            return Events.undecodable(cursor, record, e);
        }
    }

    /** Makes and offers events while the client takes them, and then reads on. */
    private void send() {
        while (!ended && body.isWritable()) {
            if (rest.hasRemaining()) {
                int count = Math.min(OFFER_BYTES, rest.remaining());
                body.offer(rest.slice(rest.position(), count));
                rest.position(rest.position() + count);
            } else if (events.hasNext()) {
                rest = ByteBuffer.wrap(events.next());
            } else {
                read();
                return;
            }
        }
        if (!ended) {
            body.whenWritable(this::send);
        }
    }

    private void failed(Throwable failure) {
        if (failure instanceof OutOfRangeException gap && gap.nearest() != null) {
            long offset = gap.nearest();
            then(reader.seek(gap.partition(), offset), nothing -> {
                cursor.move(gap.partition(), offset);
                events = List.of(Events.gap(cursor, gap, offset)).iterator();
                send();
            });
        } else if (failure instanceof RecordTooLargeException) {
            then(reader.next(READ_WAIT, 1, Integer.MAX_VALUE), this::decode); // it is in memory already
        } else if (failure instanceof IllegalStateException) {
            close(); // the reader has been closed with its binding
        } else {
            fail(failure);
        }
    }

    /** Ends the stream with the reason; a client that comes back goes on where this one has ended. */
    private void fail(Throwable failure) {
        RestException error = Failures.of(failure);
        LOGGER.atWarn()
                .addKeyValue("requestId", invocation.requestId())
                .addKeyValue("error", failure.toString())
                .log("a stream of records has ended");
        body.offer(Events.failure(cursor, error));
        close();
    }

    /** Ends the response after what has been offered. */
    private void close() {
        end();
        body.close();
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        reader.close();
        waits.remove(stop);
        if (heartbeat != null) {
            heartbeat.cancel();
        }
    }
}
