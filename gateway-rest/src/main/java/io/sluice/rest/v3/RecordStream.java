package io.sluice.rest.v3;

import static java.util.Objects.requireNonNull;

import io.sluice.engine.flow.BodyReceiver;
import io.sluice.engine.flow.BodySource;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.StreamedBody;
import io.sluice.engine.spi.RecordWriter;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.Json;
import io.sluice.rest.web.RestException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request that streams records in and what becomes of them out, in one order. Owned by the I/O thread of its
 * invocation; what other threads have to tell is run there.
 *
 * <pre>
 *   bytes --splitter--> cut --encode, one at a time--> slots in flight --outcome, the first slot first--> lines
 * </pre>
 *
 * <p>A record is encoded only when the one before it is, so that records are written in their order even if a schema has to
 * be fetched for one of them. The request is not read while the window is full or something waits to be encoded: each of
 * these ends by itself, because writing, registries and clients that do not take their lines have deadlines.
 */
final class RecordStream implements BodyReceiver, ObjectSplitter.Sink {
    /** The most bytes that one record's JSON may have. */
    private static final int MAX_RECORD = 1 << 20;

    /** Records in flight, in number and in bytes of their JSON; the last one may go beyond the bytes. */
    private static final int MAX_IN_FLIGHT = 1_000;

    private static final int MAX_IN_FLIGHT_BYTES = 1 << 20;
    private static final int MAX_WAITING_BYTES = 1 << 18;
    private static final Duration MAX_IDLE = Duration.ofMinutes(5);
    private static final byte[] LINE_END = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Call call;
    private final String clusterId;
    private final RecordMaker maker;
    private final RecordWriter writer;
    private final Consumer<RecordStream> ended;
    private final StreamedBody body = new StreamedBody(MAX_WAITING_BYTES);
    private final ObjectSplitter splitter = new ObjectSplitter(MAX_RECORD, this);
    private final Deque<Cut> cuts = new ArrayDeque<>();
    private final Deque<Slot> slots = new ArrayDeque<>();
    private @Nullable BodySource source;
    private long bytesInFlight;
    private boolean encoding;
    private boolean inputOver;
    private boolean over;

    /** What the splitter gave: a record's JSON, or a line in its place. */
    @SuppressWarnings("ArrayRecordComponent") // on its way from one method to the next
    private record Cut(byte @Nullable [] json, @Nullable Result problem) {}

    /** The place of a record among the lines. */
    private static final class Slot {
        private final int bytes;
        private @Nullable Result result;

        Slot(int bytes) {
            this.bytes = bytes;
        }
    }

    /**
     * A stream that is not read yet.
     *
     * @param ended called once, on the I/O thread, when nothing more happens
     */
    RecordStream(Call call, String clusterId, RecordMaker maker, RecordWriter writer, Consumer<RecordStream> ended) {
        this.call = call;
        this.clusterId = clusterId;
        this.maker = maker;
        this.writer = writer;
        this.ended = ended;
    }

    /** Begins to read and to answer. On the I/O thread. */
    void start() {
        source = call.invocation().streamBody(this, MAX_IDLE);
        body.onGone(this::end);
        HttpFields fields = HttpFields.of("content-type", call.responseType());
        if (!call.invocation().complete(new HttpResponse(200, fields, body))) {
            end();
        }
    }

    /** Takes no more records, and ends when what was taken is answered. Any thread. */
    void drain() {
        call.invocation().execute(() -> {
            stopReading(RestException.of(503, "The gateway is stopping; records behind this line were not written."));
            pump();
        });
    }

    @Override
    public void received(ByteBuffer bytes) {
        if (inputOver) {
            return;
        }
        try {
            splitter.feed(bytes);
        } catch (RestException e) {
            stopReading(e);
        }
        pump();
    }

    @Override
    public void object(byte[] json) {
        cuts.add(new Cut(json, null));
    }

    @Override
    public void tooLarge() {
        cuts.add(new Cut(
                null, Result.failed(RestException.of(413, "A record has more than " + MAX_RECORD + " bytes."))));
    }

    @Override
    public void completed() {
        try {
            splitter.end();
            inputOver = true;
        } catch (RestException e) {
            stopReading(e);
        }
        pump();
    }

    @Override
    public void brokenOff() {
        end();
    }

    /** Leaves the rest of the request alone: its last line says why. */
    private void stopReading(RestException reason) {
        if (!inputOver) {
            inputOver = true;
            cuts.add(new Cut(null, Result.failed(reason)));
        }
    }

    private void pump() {
        if (over) {
            return;
        }
        do {
            while (!encoding && hasRoom() && !cuts.isEmpty()) {
                take(cuts.remove());
            }
        } while (flush() && !encoding && !cuts.isEmpty());
        boolean idle = cuts.isEmpty() && !encoding;
        if (inputOver) {
            if (idle && slots.isEmpty()) {
                body.close();
                end();
            }
        } else if (idle && hasRoom()) {
            requireNonNull(source).resume();
        } else {
            requireNonNull(source).pause();
        }
    }

    private boolean hasRoom() {
        return slots.size() < MAX_IN_FLIGHT && bytesInFlight < MAX_IN_FLIGHT_BYTES;
    }

    private void take(Cut cut) {
        byte[] json = cut.json();
        var slot = new Slot(json == null ? 0 : json.length);
        slot.result = cut.problem();
        slots.add(slot);
        bytesInFlight += slot.bytes;
        if (json == null) {
            return;
        }
        try {
            encode(slot, RecordReader.read(json, false));
        } catch (RestException e) {
            slot.result = Result.failed(e);
        } catch (IOException e) {
            cuts.clear();
            inputOver = true;
            slot.result = Result.failed(RecordBatch.malformed(e));
        }
    }

    private void encode(Slot slot, RecordRequest request) {
        CompletableFuture<EncodedRecord> encoded = maker.encode(call.path("topic_name"), request);
        if (encoded.isDone()) {
            var unused = encoded.whenComplete((record, failure) -> write(slot, record, failure));
            return;
        }
        encoding = true;
        var unused = encoded.whenComplete((record, failure) -> call.invocation().execute(() -> {
            encoding = false;
            write(slot, record, failure);
            pump();
        }));
    }

    private void write(Slot slot, EncodedRecord record, @Nullable Throwable failure) {
        if (failure != null) {
            slot.result = Result.failed(failure);
            return;
        }
        RecordWriter.Outcome outcome = Result.outcome(
                clusterId,
                record,
                result -> call.invocation().execute(() -> {
                    slot.result = result;
                    pump();
                }));
        if (!writer.write(List.of(record.newRecord(outcome)), call.invocation()::execute)) {
            slot.result = Result.overloaded();
        }
    }

    /** Sends the lines whose turn it is; false when there was none. */
    private boolean flush() {
        boolean any = false;
        for (Slot first = slots.peek(); first != null && first.result != null; first = slots.peek()) {
            if (!body.isWritable()) {
                body.whenWritable(() -> call.invocation().execute(this::pump));
                break;
            }
            slots.remove();
            bytesInFlight -= first.bytes;
            body.offer(line(first.result));
            any = true;
        }
        return any;
    }

    private static byte[] line(Result result) {
        byte[] json = Json.bytes(to -> {
            to.writeStartObject();
            to.writeNumberField("error_code", result.code());
            result.write(to);
            to.writeEndObject();
        });
        byte[] line = Arrays.copyOf(json, json.length + LINE_END.length);
        System.arraycopy(LINE_END, 0, line, json.length, LINE_END.length);
        return line;
    }

    /** Nothing more is read or answered; records in flight are written all the same. */
    private void end() {
        if (!over) {
            over = true;
            inputOver = true;
            cuts.clear();
            slots.clear();
            ended.accept(this);
        }
    }
}
