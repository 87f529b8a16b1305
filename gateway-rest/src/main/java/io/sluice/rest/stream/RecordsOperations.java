package io.sluice.rest.stream;

import io.sluice.rest.broker.BrokerLoop;
import io.sluice.rest.consumer.PartitionReaders;
import io.sluice.rest.format.Formats;
import io.sluice.rest.web.Call;
import io.sluice.rest.web.MediaTypes;
import io.sluice.rest.web.Operation;
import io.sluice.rest.web.RestException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** {@code GET /topics/{topic}/records}: reading without a consumer instance. Thread-safe. */
public final class RecordsOperations implements AutoCloseable {
    private final PartitionReaders readers;
    private final Opening opening;
    private final Formats formats;
    private final Duration maxWait;
    private final int maxBytes;
    private final Waits waits = new Waits();

    /**
     * The operation.
     *
     * @param loop where its readers live; started before the first request, and closed after this
     * @param maxReaders how many may read at once
     * @param bufferBytes what all readers together may have fetched and not handed out
     * @param maxWait the longest that a request waits for Kafka or for records
     * @param maxBytes the most that one page has of keys and values
     */
    public RecordsOperations(
            BrokerLoop loop, Formats formats, int maxReaders, long bufferBytes, Duration maxWait, long maxBytes) {
        this.readers = new PartitionReaders(loop, maxReaders, bufferBytes);
        this.opening = new Opening(loop, readers);
        this.formats = formats;
        this.maxWait = maxWait;
        this.maxBytes = (int) Math.min(maxBytes, Integer.MAX_VALUE);
    }

    /** What is served. */
    public List<Operation> operations() {
        List<String> types = MediaTypes.records();
        types.add(MediaTypes.EVENT_STREAM);
        return List.of(Operation.get("/topics/{topic}/records", types, this::records));
    }

    private void records(Call call) {
        if (call.bareResponseType().equals(MediaTypes.EVENT_STREAM)) {
            stream(call);
        } else {
            page(call);
        }
    }

    private void stream(Call call) {
        StreamRequest request =
                StreamRequest.of(new Parameters(call::query), call.request().header("last-event-id"));
        String topic = call.path("topic");
        CompletableFuture<Opening.Opened> opened = formats.decoder(request.format(), List.of()) // can it be had at all?
                .thenCompose(decoder -> opening.open(topic, request.beginning()));
        call.thenHere(
                opened,
                start -> new EventStream(call, start, formats, request.format(), waits).start(),
                Opening::meaning);
    }

    private void page(Call call) {
        PageRequest request = PageRequest.of(new Parameters(call::query), maxWait, maxBytes);
        if (!call.invocation().mayWait()) {
            throw new RestException(503, 50302, "Too many requests are waiting; try again later.");
        }
        new PageCall(call, request, formats, waits)
                .start(opening.open(call.path("topic"), request.beginning()), maxWait);
    }

    /** Ends streams, and waits as if their time were over, also those to come. Returns at once. */
    public void drain() {
        waits.drain();
    }

    /** Closes all readers; what they were asked for fails. */
    @Override
    public void close() {
        readers.close();
    }
}
