package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.TestGateway;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.BlockingHandler;
import io.undertow.util.HttpString;
import io.undertow.websockets.WebSocketConnectionCallback;
import io.undertow.websockets.WebSocketProtocolHandshakeHandler;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedTextMessage;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Some paths lead to Kafka, the rest to another server. */
@ExtendWith(WatchIoThreads.class)
@Timeout(60)
class ProxyIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final int LARGE = 50_000_000;

    private static final Set<Object> CONNECTIONS = ConcurrentHashMap.newKeySet();
    private static final Undertow UPSTREAM = Undertow.builder()
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, -1L)
            .setIoThreads(2)
            .setWorkerThreads(8)
            .addHttpListener(0, "127.0.0.1")
            .setHandler(exchange -> {
                CONNECTIONS.add(exchange.getConnection());
                if (exchange.getRequestPath().equals("/socket")) {
                    echoMessages().handleRequest(exchange);
                } else {
                    new BlockingHandler(ProxyIT::answer).handleRequest(exchange);
                }
            })
            .build();

    @BeforeAll
    static void start() {
        UPSTREAM.start();
    }

    @AfterAll
    static void stop() {
        UPSTREAM.stop();
    }

    private static WebSocketProtocolHandshakeHandler echoMessages() {
        WebSocketConnectionCallback opened = (exchange, channel) -> {
            channel.getReceiveSetter().set(new AbstractReceiveListener() {
                @Override
                protected void onFullTextMessage(WebSocketChannel from, BufferedTextMessage message) {
                    WebSockets.sendText(message.getData() + "!", from, null);
                }
            });
            channel.resumeReceives();
        };
        return new WebSocketProtocolHandshakeHandler(opened);
    }

    /** Tells what it was asked; of what is posted as many bytes come back. */
    private static void answer(HttpServerExchange exchange) throws IOException {
        exchange.getResponseHeaders().add(new HttpString("set-cookie"), "a=1");
        exchange.getResponseHeaders().add(new HttpString("set-cookie"), "b=2");
        if (exchange.getRequestMethod().toString().equals("POST")) {
            long read = exchange.getInputStream().transferTo(OutputStream.nullOutputStream());
            exchange.getOutputStream().write(new byte[Math.toIntExact(read)]);
            return;
        }
        exchange.getResponseSender()
                .send(exchange.getRequestURI() + "?" + exchange.getQueryString() + " for "
                        + exchange.getRequestHeaders().getFirst("host") + " from "
                        + exchange.getRequestHeaders().get("x-forwarded-for"));
    }

    private static String yaml(String topic, String options) {
        return yaml(
                topic,
                options,
                ((InetSocketAddress) UPSTREAM.getListenerInfo().get(0).getAddress()).getPort());
    }

    private static String yaml(String topic, String options, int port) {
        return GatewayYaml.of(
                        fetch("/items/{id}", topic, "filters: [{key: \"${params.id}\"}]"),
                        produce("/items/{id}", topic, "key: ${params.id}"))
                .text()
                .replaceFirst("    exit: http_kafka\n", """
                            routes:
                              - when: [{headers: {":path": /items/*}}]
                                exit: http_kafka
                              - exit: http_client
                          http_client:
                            type: http
                            kind: client
                            options: {%s}
                            exit: server_client
                          server_client: {type: tcp, kind: client, options: {host: 127.0.0.1, port: %d}}
                        """.formatted(options, port));
    }

    @Test
    void answersSomePathsFromKafkaAndPassesTheRestOn() {
        CONNECTIONS.clear();
        String topic = KAFKA.compacted("items", 1);
        try (TestGateway gateway = TestGateway.start(yaml(topic, ""), KAFKA.bootstrap())) {
            var client = new Client(gateway.uri());
            String host = gateway.uri().getAuthority();

            assertThat(client.put("/items/7", "seven").status()).isEqualTo(204);
            await().until(() -> client.get("/items/7").body().equals("seven"));
            Client.Answer passed = client.get("/other%20path?a=b", "x-forwarded-for", "1.2.3.4");
            gateway.reload(yaml(topic, "") + "\n# the same\n");
            client.get("/again");

            assertThat(passed.body()).isEqualTo("/other%20path?a=b for " + host + " from [127.0.0.1]");
            assertThat(passed.fields("set-cookie")).containsExactly("a=1", "b=2");
            assertThat(CONNECTIONS).hasSize(1);
            assertThat(new Client(gateway.admin()).get("/metrics").body())
                    .contains("sluice_upstream_connections{exit=\"http_client\"} 1.0");
            gateway.reload(yaml(topic, "authority: upstream, forwarded: append"));
            assertThat(client.get("/a", "x-forwarded-for", "1.2.3.4").body())
                    .doesNotContain(host)
                    .endsWith("from [1.2.3.4, 127.0.0.1]");
        }
    }

    @Test
    void countsRequestsThatGotNoAnswer() throws Exception {
        String yaml;
        try (var nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            yaml = yaml("none", "", nobody.getLocalPort());
        }
        try (TestGateway gateway = TestGateway.start(yaml, KAFKA.bootstrap())) {
            assertThat(new Client(gateway.uri()).get("/other").status()).isEqualTo(502);

            assertThat(new Client(gateway.admin()).get("/metrics").body())
                    .contains("sluice_upstream_failures_total{exit=\"http_client\",reason=\"refused\"} 1.0")
                    .contains("sluice_upstream_connections{exit=\"http_client\"} 0.0");
        }
    }

    @Test
    void streamsWhatWouldNotFitIntoMemory() throws Exception {
        try (TestGateway gateway = TestGateway.start(yaml("none", ""), KAFKA.bootstrap())) {
            var http =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            byte[] piece = new byte[LARGE / 50];
            HttpRequest request = HttpRequest.newBuilder(gateway.uri().resolve("/echo"))
                    .POST(BodyPublishers.ofByteArrays(Collections.nCopies(50, piece)))
                    .build();

            HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());

            try (InputStream body = response.body()) {
                assertThat(body.skip(Long.MAX_VALUE)).isEqualTo(LARGE);
            }
        }
    }

    @Test
    void passesWebSocketsThroughUntilItStops() throws Exception {
        BlockingQueue<String> news = new LinkedBlockingQueue<>();
        WebSocket socket;
        try (TestGateway gateway = TestGateway.start(yaml("none", ""), KAFKA.bootstrap())) {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://" + gateway.uri().getAuthority() + "/socket"), new Noting(news))
                    .get(10, TimeUnit.SECONDS);

            socket.sendText("hello", true).get(10, TimeUnit.SECONDS);

            assertThat(news.poll(10, TimeUnit.SECONDS)).isEqualTo("hello!");
        }
        // its listener is not always told of a connection that ends without a close frame, but writing to one fails
        await().until(() -> socket.sendPing(ByteBuffer.allocate(1))
                .handle((same, failure) -> failure != null)
                .get(10, TimeUnit.SECONDS));
    }

    private record Noting(BlockingQueue<String> news) implements WebSocket.Listener {
        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            news.add(data.toString());
            socket.request(1);
            return null;
        }
    }
}
