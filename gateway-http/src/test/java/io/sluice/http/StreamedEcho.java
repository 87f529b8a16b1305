package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.engine.flow.BodyReceiver;
import io.sluice.engine.flow.BodySource;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.http.StreamedBody;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends back what comes, as it comes, and no faster than it is taken. */
final class StreamedEcho implements BodyReceiver {
    private final Queue<String> news;
    private final AtomicInteger pauses;
    private final StreamedBody body;
    private final BodySource source;

    /**
     * Answers an invocation.
     *
     * @param news is told how the request ended
     * @param pauses counts how often the sender was made to wait
     * @param limit of the bytes that wait to be sent
     */
    StreamedEcho(Queue<String> news, AtomicInteger pauses, Invocation invocation, int limit, Duration idle) {
        this.news = news;
        this.pauses = pauses;
        body = new StreamedBody(limit);
        source = invocation.streamBody(this, idle);
        invocation.complete(new HttpResponse(200, HttpFields.empty(), body));
    }

    @Override
    public void received(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        assertThat(body.offer(copy)).isTrue();
        if (!body.isWritable()) {
            pauses.incrementAndGet();
            source.pause();
            body.whenWritable(source::resume);
        }
    }

    @Override
    public void completed() {
        news.add("completed");
        body.close();
    }

    @Override
    public void brokenOff() {
        news.add("broken off");
    }
}
