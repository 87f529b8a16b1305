package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorder in the background: a process of its own, started and stopped by the commands. */
class RecordDaemonTest {
    private static final Pattern URL = Pattern.compile("Recording on (http://localhost:\\d+) in process \\d+");

    private final String home = System.getProperty("user.home");
    private final HttpServer upstream;

    @TempDir
    Path folder;

    RecordDaemonTest() throws IOException {
        upstream = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        System.setProperty("user.home", folder.toString());
        upstream.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        upstream.start();
    }

    @AfterEach
    void stop() {
        RunCommand.of("record", "stop");
        upstream.stop(0);
        System.setProperty("user.home", home);
    }

    @Test
    void startsTellsAndStops() throws Exception {
        Path logs = folder.resolve("logs");
        String target = "http://localhost:" + upstream.getAddress().getPort();
        assertThat(RunCommand.of("record", "status").out()).contains("not running");

        RunCommand started = record("-d", "-p", "0", "--target", target, "-l", logs.toString());
        Matcher url = URL.matcher(started.out());
        assertThat(url.find()).as(started.out() + started.err()).isTrue();
        RunCommand status = RunCommand.of("record", "status");
        RunCommand second = record("--daemon", "-p", "0");
        var request = HttpRequest.newBuilder(URI.create(url.group(1) + "/a")).build();
        int answer = HttpClient.newHttpClient()
                .send(request, BodyHandlers.discarding())
                .statusCode();
        await().untilAsserted(() -> assertThat(RunCommand.of("record", "status").out())
                .containsPattern("  1 exchange recorded, none dropped; 0 requests running, \\d+"
                        + " connections? open \\(\\d+ seconds? ago\\)"));
        RunCommand stopped = RunCommand.of("record", "stop");

        assertThat(started.exitCode()).isZero();
        assertThat(status.exitCode()).isZero();
        assertThat(status.out()).contains("running: process", url.group(1));
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.err()).contains("a recorder runs already", url.group(1));
        assertThat(answer).isEqualTo(204);
        assertThat(stopped.exitCode()).as(stopped.err()).isZero();
        assertThat(logs.resolve("localhost:" + upstream.getAddress().getPort() + "-recordings.jsonl"))
                .content()
                .contains("\"path\":\"/a\"");
        assertThat(folder.resolve(".sluice/record.log")).content().contains("Recorded 1 exchange");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(".sluice"))))
                .isEqualTo("rwx------");
        assertThat(folder.resolve(".sluice/record.status")).doesNotExist();
        assertThat(RunCommand.of("record", "stop").exitCode()).isEqualTo(1);
    }

    @Test
    void saysWhyItDoesNotStart() {
        String taken = Integer.toString(upstream.getAddress().getPort());

        RunCommand run = record("-d", "-p", taken, "-l", folder.resolve("logs").toString());

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("Cannot listen on 127.0.0.1 port " + taken, "--port");
        assertThat(RunCommand.of("record", "status").out()).contains("not running");
    }

    @Test
    void passesOverAPidThatHasGoneToAnotherProcess() throws IOException {
        Path pidFile = Files.createDirectories(folder.resolve(".sluice")).resolve("record.pid");
        long pid = ProcessHandle.current().pid();
        Files.writeString(pidFile, pid + "\n2001-01-01T00:00:00Z\nhttp://localhost:1\n/\n");

        RunCommand status = RunCommand.of("record", "status");
        RunCommand stop = RunCommand.of("record", "stop");

        assertThat(status.exitCode()).isEqualTo(1);
        assertThat(status.out()).contains("process " + pid + " has died");
        assertThat(stop.exitCode()).isEqualTo(1);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(RunCommand.of("record", "-p", "9000", "stop").err()).contains("--port stands before stop");
        assertThat(RunCommand.of("record", "--mode", "guess").err()).contains("expected: gen, replay or mixed");
        assertThat(RunCommand.of("record", "--target", "example.com").err()).contains("--target \"example.com\"");
        assertThat(RunCommand.of("record", "--allow-host", "a/b").err()).contains("--allow-host \"a/b\"");
        assertThat(RunCommand.of("record", "--topic", "t").err()).contains("are for --kafka");
        RunCommand secure = RunCommand.of("record", "--tls-cert", "none.crt", "--tls-key", "none.key");
        assertThat(secure.err()).startsWith("--tls-cert none.crt: no such file");
        assertThat(secure.exitCode()).isEqualTo(2);
        assertThat(RunCommand.of("record", "--tls-key", "none.key").err()).contains("add --tls-cert FILE");
        assertThat(RunCommand.of("record", "-r", "--target", "http://a").err()).contains("exclude each other");
        assertThat(RunCommand.of("record", "--port", "70000").err()).contains("expected: 0 to 65535");
        assertThat(RunCommand.of("record", "--redact-json", "name").exitCode()).isEqualTo(2);
    }

    private RunCommand record(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "record";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "-s";
        all[all.length - 1] = folder.resolve("specs").toString();
        return RunCommand.of(all);
    }
}
