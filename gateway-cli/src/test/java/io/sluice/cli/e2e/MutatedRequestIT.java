package io.sluice.cli.e2e;

import static io.sluice.cli.e2e.GatewayYaml.fetch;
import static io.sluice.cli.e2e.GatewayYaml.produce;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

/**
 * Thousands of damaged requests on raw sockets: each ends, none is answered with 500, nothing of them is logged as an ERROR,
 * and the gateway serves as before.
 */
@ExtendWith(WatchIoThreads.class)
@Timeout(180)
class MutatedRequestIT {
    private static final TestKafka KAFKA = TestKafka.shared();
    private static final long SEED = 20_261_121;
    private static final int CONNECTIONS = 400;
    private static final int CLIENTS = 8;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 ([0-9]{3}) ");

    private static final String[] LINES = {
        "GET /items HTTP/1.1\r\n",
        "GET /items/a HTTP/1.1\r\n",
        "HEAD /items/a?x=%zz HTTP/1.1\r\n",
        "PUT /items/%61 HTTP/1.1\r\n",
        "DELETE /items/a HTTP/1.1\r\n",
        "POST /calls HTTP/1.1\r\n",
        "GET /calls/x;cid=k-abcdef HTTP/1.1\r\n",
        "GET /secret/a?access_token=a.b.c HTTP/1.1\r\n",
        "OPTIONS * HTTP/1.1\r\n",
        "GET http://host/items HTTP/1.1\r\n",
        "CONNECT host:1 HTTP/1.1\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"
    };

    private static final String[] FIELDS = {
        "host: test\r\n",
        "prefer: wait=1\r\n",
        "prefer: respond-async, wait=\"1\"; x=\r\n",
        "if-none-match: \"AQIABA==\", W/\"x\", *\r\n",
        "if-match: AQIABA==/x\r\n",
        "idempotency-key: k\u00e4y\r\n",
        "authorization: Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ.eyJpc3MiOiJpIn0.c2ln\r\n",
        "authorization: Basic Og==\r\n",
        "cookie: a=b; token=x.y.z\r\n",
        "content-type: application/json; charset=\"\r\n",
        "content-length: 3\r\n",
        "content-length: 99\r\n",
        "transfer-encoding: chunked\r\n",
        "expect: 100-continue\r\n",
        "connection: upgrade, http2-settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n",
        "origin: https://else.example\r\naccess-control-request-method: PUT\r\n",
        "accept-encoding: gzip;q=0.x, *;q=\r\n",
        "x-request-id: \u0001\r\n",
        "traceparent: 00-00000000000000000000000000000000-0000000000000000-zz\r\n",
        ":path: /items\r\n",
        " folded\r\n"
    };

    private static final String[] BODIES = {"", "{}", "3\r\nabc\r\n0\r\n\r\n", "0\r\nx: y\r\n\r\n", "\0\u00ff"};

    @Test
    void endsEachWithoutAnErrorOfItsOwn() throws Exception {
        String items = KAFKA.compacted("mutated", 2);
        String calls = KAFKA.plain("mutated-calls", 1);
        String replies = KAFKA.plain("mutated-replies", 1);
        GatewayYaml yaml = GatewayYaml.of(
                        fetch("/items", items, "merge: {content-type: application/json}"),
                        fetch("/items/{id}", items, "filters: [{key: '${params.id}'}]"),
                        fetch("/secret/{id}", items, "filters: [{key: '${params.id}'}]")
                                .replace("  exit:", "  guarded: {jwt: [read]}\n  exit:"),
                        produce("/items/{id}", items, "key: ${params.id}"),
                        produce(
                                "/calls",
                                calls,
                                "reply-to: " + replies
                                        + "\nkey: ${idempotencyKey}\nasync: {location: '/calls/x;cid=${correlationId}'}"
                                        + "\ntimeout: 1"),
                        produce(
                                "/calls/x;cid={correlationId}",
                                calls,
                                "reply-to: " + replies + "\nasync: {location: '/calls/x;cid=${correlationId}'}"))
                .http("limits: {header: 4096, body: 4096, read: 1}\nauthorization: {jwt: {credentials: {headers:"
                        + " {authorization: 'Bearer {credentials}'}, query: {access_token: '{credentials}'}}}}")
                .proxy("limits: {wait: 1}")
                .guards(
                        "jwt: {type: jwt, options: {issuer: i, audience: a, keys: [{kty: EC, kid: k, crv: P-256,"
                                + " x: f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU, y: x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0}]}}");
        try (Scene scene = Scene.open(yaml)) {
            scene.client().put("/items/a", "{}");
            scene.eventually("/items/a", "{}");
            int port = scene.client().port();
            ListAppender<ILoggingEvent> log = listen();
            Set<String> statuses;
            try {
                statuses = attack(port);
            } finally {
                root().detachAppender(log);
            }

            assertThat(log.list)
                    .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.ERROR))
                    .isEmpty();
            assertThat(statuses).contains("200", "204", "400", "401", "404");
            assertThat(scene.client().put("/items/b", "{}").status()).isEqualTo(204);
        }
    }

    private static Logger root() {
        return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }

    private static ListAppender<ILoggingEvent> listen() {
        var log = new ListAppender<ILoggingEvent>();
        log.setContext(root().getLoggerContext());
        log.start();
        root().addAppender(log);
        return log;
    }

    private static Set<String> attack(int port) throws InterruptedException, ExecutionException {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Callable<Set<String>>> work = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                var random = new Random(SEED + i);
                work.add(() -> attack(port, random));
            }
            Set<String> statuses = new TreeSet<>();
            for (Future<Set<String>> done : clients.invokeAll(work)) {
                statuses.addAll(done.get());
            }
            return statuses;
        } finally {
            clients.shutdownNow();
        }
    }

    private static Set<String> attack(int port, Random random) throws IOException {
        Set<String> statuses = new TreeSet<>();
        for (int i = 0; i < CONNECTIONS / CLIENTS; i++) {
            String shown = mutated(request(random), random);
            byte[] request = shown.getBytes(StandardCharsets.ISO_8859_1);
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.setSoTimeout(PATIENCE_MILLIS);
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
                assertThat(answer).as(shown).doesNotContain("HTTP/1.1 500 ");
                Matcher status = STATUS.matcher(answer);
                while (status.find()) {
                    statuses.add(status.group(1));
                }
            } catch (SocketTimeoutException e) {
                throw new AssertionError("no end of " + shown, e);
            } catch (IOException e) {
                statuses.add("cut off"); // what was sent was worth no answer
            }
        }
        return statuses;
    }

    /** One or two requests, right but for their combination of fields. */
    private static String request(Random random) {
        var text = new StringBuilder();
        for (int times = 1 + random.nextInt(2); times > 0; times--) {
            text.append(any(LINES, random)).append(FIELDS[0]);
            for (int fields = random.nextInt(4); fields > 0; fields--) {
                text.append(any(FIELDS, random));
            }
            text.append("\r\n").append(any(BODIES, random));
        }
        return text.toString();
    }

    private static String mutated(String request, Random random) {
        var text = new StringBuilder(request);
        for (int times = random.nextInt(3); times > 0 && text.length() > 1; times--) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(5)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(256));
                case 1 -> text.insert(at, any(FIELDS, random));
                case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(8)));
                case 3 -> text.insert(at, String.valueOf(text.charAt(at)).repeat(random.nextInt(6_000)));
                default -> text.setLength(at);
            }
        }
        return text.toString();
    }

    private static String any(String[] choices, Random random) {
        return choices[random.nextInt(choices.length)];
    }
}
