package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.engine.flow.Invocation;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BodyRoomTest {
    private static final int ROOM = 100_000;
    private static final int SIZE = 60_000;

    private final BodyRoom room = new BodyRoom(ROOM);
    private final HttpEdge edge = HttpEdge.start(room);
    private final BlockingQueue<Invocation> parked = new ArrayBlockingQueue<>(10);
    private final HttpServer server = edge.open(
            HttpServerOptions.on("127.0.0.1", 0), invocation -> invocation.readBody(body -> parked.add(invocation)));

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void takesNoMoreThanItsLimit() {
        assertThat(room.take(ROOM, 0)).isTrue();
        assertThat(room.take(1, 0)).isFalse();

        room.give(ROOM);

        assertThat(room.taken()).isZero();
        assertThat(room.take(1, 0)).isTrue();
    }

    @Test
    void oneBodyAloneMayExceedIt() {
        assertThat(room.take(ROOM, 0)).isTrue();
        assertThat(room.take(ROOM, ROOM)).isTrue();
        assertThat(room.take(1, 0)).isFalse();
    }

    @Test
    void aRequestWithoutRoomIsRefusedAndItsConnectionKept() throws Exception {
        try (var first = new RawClient(server);
                var second = new RawClient(server)) {
            first.send(post());
            Invocation held = parked.take();

            second.send(post());
            RawClient.Response refused = second.read();
            held.complete(Answers.text("held"));
            RawClient.Response answered = first.read();
            await().until(() -> room.taken() == 0);
            second.send(post());
            parked.take().complete(Answers.text("later"));

            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.field("retry-after")).isEqualTo("1");
            assertThat(answered.body()).isEqualTo("held");
            assertThat(second.read().body()).isEqualTo("later");
        }
    }

    @Test
    void roomIsGivenBackWhenAClientLeavesInTheMiddle() throws Exception {
        try (var client = new RawClient(server)) {
            String request = post();
            client.send(request.substring(0, request.length() - 1));
            await().until(() -> room.taken() > 0);
        }

        await().untilAsserted(() -> assertThat(room.taken()).isZero());
    }

    private static String post() {
        return "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: " + SIZE + "\r\n\r\n" + "x".repeat(SIZE);
    }
}
