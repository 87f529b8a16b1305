package io.sluice.http.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.http.RawClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TunnelTest {
    private static final String UPGRADE =
            "GET /chat HTTP/1.1\r\nHost: h\r\nConnection: keep-alive, Upgrade\r\nUpgrade: echo/1\r\n\r\n";
    private static final String SWITCHED =
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo/1\r\nX-Said: yes\r\n\r\n";

    private static RawServer echo() throws Exception {
        return RawServer.start(connection -> {
            connection.readHead();
            connection.send(SWITCHED);
            byte[] buffer = new byte[8192];
            for (int read = connection.in.read(buffer); read >= 0; read = connection.in.read(buffer)) {
                connection.socket.getOutputStream().write(buffer, 0, read);
            }
        });
    }

    private static void open(RawClient client) throws Exception {
        var head = client.send(UPGRADE).readHead();
        assertThat(head.status()).isEqualTo(101);
        assertThat(head.field("upgrade")).isEqualTo("echo/1");
        assertThat(head.field("connection")).isEqualToIgnoringCase("upgrade");
        assertThat(head.field("x-said")).isEqualTo("yes");
    }

    @Test
    void passesBytesOfAnyKindBothWays() throws Exception {
        try (var upstream = echo();
                var front = Front.of(upstream);
                var client = front.connect()) {
            open(client);
            assertThat(front.server.running()).isEqualTo(1);

            client.send("\0no HTTP\r\n\u00ff at all\n");
            assertThat(client.readBytes(19)).isEqualTo(19);
            assertThat(front.told).isEmpty();
            client.sendEnd();

            assertThat(client.isClosed()).isTrue();
            assertThat(front.told.poll(10, TimeUnit.SECONDS)).isEqualTo("101 19 19 true");
            assertThat(upstream.heads.take()).contains("\r\nconnection: upgrade\r\nupgrade: echo/1\r\n");
            await().until(() -> front.server.running() == 0 && front.client.connections() == 0);
        }
    }

    @Test
    void isNoFasterThanItsSlowestEnd() throws Exception {
        int total = 20_000_000;
        try (var upstream = echo();
                var front = Front.of(upstream);
                var client = front.connect()) {
            open(client);

            var sender = CompletableFuture.runAsync(() -> send(client, total));

            assertThat(client.readBytes(total)).isEqualTo(total);
            sender.get(10, TimeUnit.SECONDS);
        }
    }

    private static void send(RawClient client, int total) {
        try {
            String piece = "x".repeat(100_000);
            for (int sent = 0; sent < total; sent += piece.length()) {
                client.send(piece);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void endsWithTheGatewaysDrain() throws Exception {
        try (var upstream = echo();
                var front = Front.of(upstream);
                var client = front.connect()) {
            open(client);

            front.client.drain();

            assertThat(client.isClosed()).isTrue();
            await().until(() -> front.client.connections() == 0);
        }
    }

    @Test
    void answersInHttpWhenTheServerDoesNotSwitch() throws Exception {
        try (var upstream = RawServer.start(
                        connection -> connection.answerAll("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno"));
                var front = Front.of(upstream);
                var client = front.connect()) {
            assertThat(client.send(UPGRADE).read().body()).isEqualTo("no");
            assertThat(client.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n").read().body())
                    .isEqualTo("no");
            assertThat(client.send("GET / HTTP/1.1\nHost: h\n\n").read().status())
                    .isEqualTo(400);
        }
    }
}
