package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
    private final Queue<String> received = new ConcurrentLinkedQueue<>();

    @TempDir
    Path folder;

    private final HttpServer server;

    ReplayCommandTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()) + body);
            byte[] answer = "{\"b\":[1,2.0],\"at\":7}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(
                    exchange.getRequestURI().getPath().endsWith("gone") ? 404 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void sendsRequestsAgainAndFindsThemTheSame() throws IOException {
        RunCommand run = replay(
                "/base",
                record("post", "/a?x=%20", 200, "{\\\"at\\\":1,\\\"b\\\":[1.0,2]}") + record("delete", "/b", 200, ""),
                "--ignore",
                "/at",
                "--filter",
                "method=POST",
                "--rate",
                "1000");

        assertThat(run.exitCode()).as(run.out()).isZero();
        assertThat(run.out()).contains("1 sent: 1 same, 0 different, 0 failed; 0 not sent");
        assertThat(run.out()).contains("the field authorization was redacted and not sent, in 1 requests");
        assertThat(received).containsExactly("POST /base/a?x=%20 []hello");
    }

    @Test
    void tellsWhatDiffers() throws IOException {
        RunCommand run = replay(
                "",
                record("post", "/gone", 200, "{\\\"at\\\":7,\\\"b\\\":[1],\\\"c\\\":\\\"***\\\"}")
                        + record("post", "/***", 200, ""));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out())
                .contains(
                        "different POST /gone (recordings.jsonl:1)",
                        "status was 200, is 404",
                        "body /b/1: is new",
                        "not sent POST /***",
                        "1 sent: 0 same, 1 different, 0 failed; 1 not sent")
                .doesNotContain("body /c");
    }

    @Test
    void saysThatNobodyAnswered() throws IOException {
        server.stop(0);

        RunCommand run = replay("", record("get", "/", 200, ""));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("failed GET /", "1 failed");
    }

    private RunCommand replay(String base, String lines, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("recordings.jsonl"), lines);
        String target = "http://127.0.0.1:" + server.getAddress().getPort() + base;
        String[] arguments = new String[more.length + 5];
        System.arraycopy(new String[] {"replay", "-i", file.toString(), "--target", target}, 0, arguments, 0, 5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return RunCommand.of(arguments);
    }

    private static String record(String method, String path, int status, String answer) {
        return "{\"request\":{\"method\":\"" + method + "\",\"path\":\"" + path
                + "\",\"headers\":{\"authorization\":\"***\",\"connection\":\"close\"},\"body\":\"hello\"},"
                + "\"response\":{\"statusCode\":" + status + ",\"body\":\"" + answer + "\"}}\n";
    }
}
