package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.sluice.config.yaml.ConfigReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigSourceTest {
    @TempDir
    Path folder;

    private final List<String> validators = new ArrayList<>();
    private HttpServer server;
    private int status = 200;
    private byte[] body = bytes("name: a");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String validator = exchange.getRequestHeaders().getFirst("if-none-match");
            validators.add(String.valueOf(validator));
            exchange.getResponseHeaders().add("etag", "\"1\"");
            exchange.getResponseHeaders().add("location", "/elsewhere");
            exchange.sendResponseHeaders(status, status == 200 ? body.length : -1);
            if (status == 200) {
                exchange.getResponseBody().write(body);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static void refuses(ConfigSource source, String message) {
        assertThatExceptionOfType(ConfigSourceException.class)
                .isThrownBy(source::read)
                .withMessageContaining(message);
    }

    @Test
    void readsAFileByItsPathAndByItsUrl() throws Exception {
        Path file = Files.writeString(folder.resolve("zilla.yaml"), "name: b");

        for (String place : List.of(file.toString(), file.toUri().toString())) {
            ConfigSource source = ConfigSource.of(place);

            assertThat(source.name()).isEqualTo(place);
            assertThat(source.folder()).isEqualTo(folder);
            assertThat(source.file()).contains(file);
            assertThat(source.read()).asString(StandardCharsets.UTF_8).isEqualTo("name: b");
        }
    }

    @Test
    void asksAWebServerOnlyForWhatIsNew() throws Exception {
        ConfigSource source = ConfigSource.of(url("/zilla.yaml"));
        byte[] first = source.read();

        status = 304;
        byte[] second = source.read();

        assertThat(first).isEqualTo(bytes("name: a"));
        assertThat(second).isEqualTo(first);
        assertThat(validators).containsExactly("null", "\"1\"");
        assertThat(source.file()).isEmpty();
        assertThat(source.folder()).isEqualTo(Path.of("").toAbsolutePath());
    }

    @Test
    void saysWhyThereIsNone() throws Exception {
        ConfigSource source = ConfigSource.of(url("/zilla.yaml?token=hidden"));
        String shown = url("/zilla.yaml?...");

        status = 302;
        refuses(source, shown + " answered 302 (redirects are not followed: name the place itself)");
        status = 404;
        refuses(source, shown + " answered 404 (expected: 200)");
        status = 304;
        refuses(source, shown + " answered 304");
        status = 200;
        body = new byte[ConfigReader.MAX_BYTES + 1];
        refuses(source, shown + " cannot be read: java.io.IOException: longer than");
        server.stop(0);
        refuses(source, shown + " cannot be read: java.net.ConnectException");
        refuses(ConfigSource.of(folder.toString()), folder + ": cannot be read");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://example.com/zilla.yaml|(expected: https, or http on this machine)",
                "https://user:pass@example.com/zilla.yaml|a user's name",
                "https:nonsense|not a URL",
                "file:zilla.yaml|(expected: file:///path/zilla.yaml)",
                "http://example.com/?token=hidden|http://example.com/?...: whoever"
            })
    void refusesPlacesThatCannotBeTrusted(String place, String message) {
        assertThatExceptionOfType(ConfigSourceException.class)
                .isThrownBy(() -> ConfigSource.of(place))
                .withMessageContaining(message)
                .withMessageNotContainingAny("pass@", "hidden");
    }

    @Test
    void isTakenByEveryCommand() {
        body = bytes(Samples.TEXT.replace("PORT", "7114"));
        String place = url("/zilla.yaml");

        assertThat(RunCommand.of("check", place).out()).contains(place + ": ok, 1 listener");
        assertThat(RunCommand.of("explain", place).out()).contains("listener 127.0.0.1:7114");
        status = 500;
        RunCommand start = RunCommand.of("start", "-c", place);
        assertThat(start.exitCode()).isEqualTo(2);
        assertThat(start.err()).isEqualToIgnoringNewLines(place + " answered 500 (expected: 200)");
    }
}
