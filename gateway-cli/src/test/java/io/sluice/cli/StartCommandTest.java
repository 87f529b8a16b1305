package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StartCommandTest {
    @TempDir
    Path folder;

    @Test
    void endsWhenThePortIsBusy() throws IOException {
        try (var busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Path file = Samples.write(folder, busy.getLocalPort());

            RunCommand run = RunCommand.of("start", "-c", file.toString());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("127.0.0.1:" + busy.getLocalPort()).doesNotContain("\tat ");
        }
    }

    @Test
    void endsWithoutAConfiguration() {
        RunCommand run =
                RunCommand.of("start", "-c", folder.resolve("none.yaml").toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("none.yaml: no such file; name one with -c FILE");
    }

    @Test
    void endsWithABadConfiguration() throws IOException {
        Path file = Samples.writeBroken(folder);

        RunCommand run = RunCommand.of("start", "-c", file.toString());

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("kafka_clint", "1 error");
    }

    @Test
    void endsWithABadCommandLine() {
        assertThat(RunCommand.of("start", "--nonsense").exitCode()).isEqualTo(2);
        assertThat(RunCommand.of("nonsense").exitCode()).isEqualTo(2);
    }

    @Test
    void explainsItself() {
        RunCommand run = RunCommand.of("--help");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("start", "check", "explain");
        assertThat(RunCommand.of("--version").out()).startsWith("Sluice ");
    }

    @Test
    void refusesFormatsThatItDoesNotKnow() {
        RunCommand access = RunCommand.of("start", "--access-log", "combined");
        RunCommand log = RunCommand.of("start", "--log-format", "xml");

        assertThat(access.exitCode()).isEqualTo(2);
        assertThat(access.err()).contains("'combined' (expected: off, common or json)");
        assertThat(log.exitCode()).isEqualTo(2);
        assertThat(log.err()).contains("'xml' (expected: text or json)");
    }

    @Test
    void refusesAnAccessLogThatCannotBeWritten() throws IOException {
        Path file = Samples.write(folder, 0);

        RunCommand run = RunCommand.of(
                "start", "-c", file.toString(), "--access-log", "json", "--access-log-file", folder.toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("Cannot write the access log " + folder)
                .doesNotContain("\tat ");
    }

    @Test
    void saysWhatItServes() throws IOException {
        try (var gateway = TestGateway.start(Samples.TEXT.replace("PORT", "0"), "127.0.0.1:1")) {
            assertThat(gateway.banner())
                    .contains(gateway.uri().toString(), "GET     /items/{id}", "fetch   items")
                    .contains("(all records as one list)", "orders, reply on answers", "Kafka: 127.0.0.1:1")
                    .doesNotContain("Try:");
        }
    }

    @Test
    void bringsItsOwnBrokerInDevMode() throws Exception {
        Path file = Samples.write(folder, 0);
        var out = new StringWriter();
        var settings = new GatewaySettings(ConfigSource.of(file.toString()), true, true, true, null, System.getenv());

        try (var process = GatewayProcess.start(settings, new PrintWriter(out))) {
            URI item = URI.create(process.addresses().get(0) + "/items/1");
            var http = HttpClient.newHttpClient();
            var put = HttpRequest.newBuilder(item)
                    .PUT(HttpRequest.BodyPublishers.ofString("\"v\""))
                    .build();
            await().until(() -> http.send(put, BodyHandlers.discarding()).statusCode() == 204);
            var get = http.send(HttpRequest.newBuilder(item).build(), BodyHandlers.ofString());

            assertThat(get.body()).isEqualTo("\"v\"");
            assertThat(out.toString())
                    .contains("in this process, keeps no data; topics items (compacted), orders, answers")
                    .contains("Try:", "curl -i -X PUT", "/items/1");

            Files.writeString(file, Files.readString(file).replace("topic: items\n", "topic: others\n"));
            process.reload();
            await().atMost(Duration.ofSeconds(30)).until(() -> process.status().accepted() == 1);

            assertThat(http.send(put, BodyHandlers.discarding()).statusCode())
                    .as("into a topic that was created")
                    .isEqualTo(204);
        }
    }

    @Test
    void endsWhenItIsClosed() throws Exception {
        Path file = Samples.write(folder, 0);
        var settings = new GatewaySettings(ConfigSource.of(file.toString()), true, false, false, null, System.getenv());
        var process = GatewayProcess.start(settings, new PrintWriter(new StringWriter()));
        var waiting = new Thread(() -> {
            try {
                process.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        waiting.start();

        process.close();

        waiting.join(10_000);
        assertThat(waiting.isAlive()).isFalse();
    }
}
