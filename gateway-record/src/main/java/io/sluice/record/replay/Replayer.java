package io.sluice.record.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.engine.remote.LimitedBody;
import io.sluice.record.exchange.RecordedExchange;
import io.sluice.record.exchange.RecordedResponse;
import io.sluice.record.openapi.ContentParser;
import io.sluice.record.replay.ReplayResult.Outcome;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends recorded requests again and compares the answers. Requests are given by one thread, which waits when too many are
 * without an answer, or too many were sent; results come on threads of the client, one at a time.
 */
public final class Replayer {
    private static final int MAX_BODY = 16 << 20;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final ReplaySettings settings;
    private final Consumer<ReplayResult> results;
    private final HttpClient client;
    private final Semaphore room;
    private final SortedMap<String, Long> unsent = new TreeMap<>(); // owned by the thread that gives requests
    private final AtomicLong sent = new AtomicLong();
    private long nextNanos = System.nanoTime();

    /**
     * A replayer.
     *
     * @param results told what became of each request, by one thread at a time
     */
    public Replayer(ReplaySettings settings, Consumer<ReplayResult> results) {
        this.settings = settings;
        this.results = results;
        this.room = new Semaphore(settings.concurrency());
        this.client = HttpClient.newBuilder()
                .connectTimeout(
                        CONNECT_TIMEOUT.compareTo(settings.timeout()) < 0 ? CONNECT_TIMEOUT : settings.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * Sends a request; returns when there is room for another one.
     *
     * @param place where the exchange is recorded
     */
    public void send(RecordedExchange exchange, String place) throws InterruptedException {
        String name = exchange.request().method().toUpperCase(Locale.ROOT) + " "
                + exchange.request().target().pathname();
        RecordedResponse recorded = exchange.response();
        ReplayRequest again = ReplayRequest.of(exchange.request(), settings);
        again.unsent().forEach(field -> unsent.merge(field, 1L, Long::sum));
        HttpRequest request = again.request();
        if (recorded == null || request == null) {
            String problem = recorded == null ? "it has no response to compare with" : String.valueOf(again.problem());
            tell(new ReplayResult(place, name, Outcome.NOT_SENT, List.of(problem)));
            return;
        }
        awaitTurn();
        room.acquire(); // given back by the answer, or by its timeout
        sent.incrementAndGet();
        var unused = client.sendAsync(request, info -> new LimitedBody(MAX_BODY))
                .whenComplete((response, failure) -> {
                    try {
                        tell(result(place, name, recorded, response, failure));
                    } finally {
                        room.release();
                    }
                });
    }

    /** Waits until the rate allows another request. */
    private void awaitTurn() throws InterruptedException {
        if (settings.rate() <= 0) {
            return;
        }
        for (long left = nextNanos - System.nanoTime(); left > 0; left = nextNanos - System.nanoTime()) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
        long every = (long) (TimeUnit.SECONDS.toNanos(1) / settings.rate());
        nextNanos = Math.max(nextNanos, System.nanoTime() - every) + every;
    }

    /**
     * Waits for the answers that are missing, as long as they may take.
     *
     * @return whether all of them came, or ran into their timeout
     */
    public boolean finish() throws InterruptedException {
        long patience = settings.timeout().plus(GRACE).toMillis();
        return room.tryAcquire(settings.concurrency(), patience, TimeUnit.MILLISECONDS);
    }

    /** How many requests were sent. */
    public long sent() {
        return sent.get();
    }

    /** The header fields that were redacted and therefore not sent, with the number of requests. After all were given. */
    public SortedMap<String, Long> unsent() {
        return unsent;
    }

    private synchronized void tell(ReplayResult result) {
        results.accept(result);
    }

    private ReplayResult result(
            String place,
            String name,
            RecordedResponse recorded,
            @Nullable HttpResponse<byte[]> response,
            @Nullable Throwable failure) {
        if (response == null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return new ReplayResult(place, name, Outcome.FAILED, List.of(String.valueOf(cause)));
        }
        List<String> differences = new ArrayList<>();
        if (response.statusCode() != recorded.status()) {
            differences.add("status was " + recorded.status() + ", is " + response.statusCode());
        }
        if (recorded.body() != null) {
            bodies(recorded.body(), new String(response.body(), StandardCharsets.UTF_8), differences);
        }
        return new ReplayResult(place, name, differences.isEmpty() ? Outcome.SAME : Outcome.DIFFERENT, differences);
    }

    private void bodies(String recorded, String got, List<String> differences) {
        if (recorded.equals(got) || recorded.equals(RecordedExchange.REDACTED)) {
            return;
        }
        JsonNode one = ContentParser.json(recorded);
        JsonNode other = ContentParser.json(got);
        if (one == null || other == null) {
            differences.add("body was " + recorded.length() + " characters, is " + got.length() + ", and differs");
        } else {
            JsonComparison.differences(one, other, settings.ignored())
                    .forEach(difference -> differences.add("body " + difference));
        }
    }
}
