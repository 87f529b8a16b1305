package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.engine.flow.Invocation;
import io.sluice.engine.flow.RequestHandler;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HttpServerReplaceTest {
    private static final HttpServerOptions OPTIONS = HttpServerOptions.on("127.0.0.1", 0);

    private final BlockingQueue<Invocation> parked = new LinkedBlockingQueue<>();
    private final AtomicInteger ended = new AtomicInteger();
    private final HttpServer server = HttpServer.start(OPTIONS, parked::add);

    @AfterEach
    void stop() {
        server.close();
    }

    private static RequestHandler answering(String text) {
        return invocation -> invocation.complete(Answers.text(text));
    }

    private Invocation nextParked() throws InterruptedException {
        Invocation invocation = parked.poll(10, TimeUnit.SECONDS);
        assertThat(invocation).isNotNull();
        return invocation;
    }

    @Test
    void keepsConnectionsAndTheRequestsOnThem() throws Exception {
        try (var waiting = new RawClient(server);
                var kept = new RawClient(server)) {
            waiting.send("GET /old HTTP/1.1\r\nhost: t\r\n\r\n");
            Invocation old = nextParked();
            kept.send("GET /old HTTP/1.1\r\nhost: t\r\n\r\n");
            nextParked().complete(Answers.text("first"));
            assertThat(kept.read().body()).isEqualTo("first");

            server.replace(OPTIONS, answering("new"), ended::incrementAndGet);

            kept.send("GET /new HTTP/1.1\r\nhost: t\r\n\r\n");
            assertThat(kept.read().body()).isEqualTo("new");
            assertThat(ended).hasValue(0);
            await().until(() -> server.running() == 1); // a response is read before it is counted out
            old.complete(Answers.text("old"));
            assertThat(waiting.read().body()).isEqualTo("old");
            await().until(() -> ended.get() == 1);
            waiting.send("GET /new HTTP/1.1\r\nhost: t\r\n\r\n");
            assertThat(waiting.read().body()).isEqualTo("new");
        }
    }

    @Test
    void tellsAtOnceWhenNothingRan() {
        server.replace(OPTIONS, answering("new"), ended::incrementAndGet);

        assertThat(ended).hasValue(1);
    }

    @Test
    void limitsTheNextRequestOfAnOpenConnection() throws Exception {
        try (var client = new RawClient(server)) {
            client.send("GET / HTTP/1.1\r\nhost: t\r\n\r\n");
            nextParked().complete(Answers.text("first"));
            client.read();

            server.replace(OPTIONS.withBodyLimit(3), Answers.bodyLength(), ended::incrementAndGet);

            client.send("PUT / HTTP/1.1\r\nhost: t\r\ncontent-length: 4\r\n\r\nabcd");
            assertThat(client.read().status()).isEqualTo(413);
        }
    }

    @Test
    void limitsConnectionsThatAreAcceptedFromThenOn() throws Exception {
        var one = new ConnectionLimits(
                1, 1, OPTIONS.limits().idle(), OPTIONS.limits().read(), (peer, local) -> true);
        try (var first = new RawClient(server)) {
            first.send("GET / HTTP/1.1\r\nhost: t\r\n\r\n");
            nextParked().complete(Answers.text("first"));
            first.read();

            server.replace(OPTIONS.withLimits(one), answering("new"), ended::incrementAndGet);

            try (var second = new RawClient(server)) {
                assertThatThrownBy(() ->
                                second.send("GET / HTTP/1.1\r\nhost: t\r\n\r\n").read())
                        .isInstanceOf(IOException.class);
            }
            first.send("GET / HTTP/1.1\r\nhost: t\r\n\r\n");
            assertThat(first.read().body()).isEqualTo("new");
        }
    }

    @Test
    void drainsWithWhatRanUnderFormerConfigurations() throws Exception {
        try (var client = new RawClient(server)) {
            client.send("GET / HTTP/1.1\r\nhost: t\r\n\r\n");
            Invocation old = nextParked();
            server.replace(OPTIONS, answering("new"), () -> {});

            server.drain(ended::incrementAndGet);

            assertThat(ended).hasValue(0);
            await().until(() -> server.running() == 1); // a response is read before it is counted out
            old.complete(Answers.text("old"));
            RawClient.Response response = client.read();
            assertThat(response.body()).isEqualTo("old");
            assertThat(response.field("connection")).isEqualTo("close");
            await().until(() -> ended.get() == 1);
        }
    }
}
