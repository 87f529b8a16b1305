package io.sluice.rest.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpServer;
import io.sluice.dev.DevRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class SchemaRegistryTest {
    private static final RegistrySchema STRING = new RegistrySchema(SchemaType.AVRO, "\"string\"", List.of());

    private final DevRegistry dev = DevRegistry.start("Basic dTpw");

    @AfterEach
    void close() {
        dev.close();
    }

    @Test
    void sendsTheAuthorization() {
        try (var registry = registry("Basic dTpw", dev.uri());
                var stranger = registry(null, dev.uri())) {
            assertThat(get(registry.register("s", STRING))).isEqualTo(1);
            assertThat(failure(stranger.byId(1))).hasMessage("Unauthorized; error code: 40101");
        }
    }

    @Test
    void findsWhatItRegistered() {
        try (var registry = registry("Basic dTpw", dev.uri())) {
            get(registry.register("s", STRING));

            assertThat(get(registry.byId(1))).isEqualTo(STRING);
            assertThat(get(registry.lookup("s", STRING))).isEqualTo(new SubjectVersion("s", 1, 1, STRING));
            assertThat(get(registry.latest("s"))).isEqualTo(new SubjectVersion("s", 1, 1, STRING));
            assertThat(failure(registry.version("s", 2)).isMissing()).isTrue();
        }
    }

    @Test
    void asksTheNextAddressWhenOneIsAway() throws IOException {
        URI away;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            away = URI.create("http://127.0.0.1:" + gone.getLocalPort());
        }
        try (var registry = registry("Basic dTpw", away, URI.create(dev.uri() + "/"));
                var lost = registry(null, away, away)) {
            assertThat(get(registry.register("s", STRING))).isEqualTo(1);
            assertThat(failure(lost.byId(1))).hasMessage("Connection refused");
        }
    }

    @Test
    void boundsReferences() {
        try (var registry = registry("Basic dTpw", dev.uri())) {
            List<SchemaReference> references = List.of();
            for (int i = 0; i < 12; i++) {
                get(registry.register("s" + i, new RegistrySchema(SchemaType.AVRO, "\"int\"", references)));
                references = List.of(new SchemaReference("n" + i, "s" + i, 1));
            }
            var deep = new RegistrySchema(SchemaType.AVRO, "\"int\"", references);
            var shallow = new RegistrySchema(SchemaType.AVRO, "1", List.of(new SchemaReference("n1", "s1", 1)));

            assertThat(get(registry.references(shallow)).keySet()).containsExactly("n0", "n1");
            assertThat(failure(registry.references(deep))).hasMessageContaining("deep");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            200 | [1]                                         | no JSON object
            200 | <html>                                      | no JSON object
            200 | {}                                          | lacks the text 'schema'
            200 | {"schema":"x","schemaType":"XML"}           | unknown type XML
            200 | {"schema":"x","references":[{"name":"a","subject":"b","version":"c"}]} | lacks the number 'version'
            500 | <html>                                      | The schema registry answers 500.; error code: 500
            302 | {}                                          | The schema registry answers 302.; error code: 302
            422 | {"error_code":42201,"message":"no"}         | no; error code: 42201
            """)
    void takesNoOtherAnswers(int status, String body, String message) throws IOException {
        HttpServer server = server(status, body.getBytes(StandardCharsets.UTF_8));
        try (var registry = registry(null, uri(server))) {
            assertThat(failure(registry.byId(1))).hasMessageContaining(message);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void tellsThatItIsForbidden() throws IOException {
        HttpServer server = server(403, "{\"error_code\":40301,\"message\":\"no\"}".getBytes(StandardCharsets.UTF_8));
        try (var registry = registry(null, uri(server))) {
            assertThat(failure(registry.byId(1)).isForbidden()).isTrue();
        } finally {
            server.stop(0);
        }
    }

    @Test
    void boundsTheAnswersLength() throws IOException {
        HttpServer server = server(200, new byte[5 << 20]);
        try (var registry = registry(null, uri(server))) {
            assertThat(failure(registry.byId(1))).hasMessageContaining("longer than 4194304 bytes");
        } finally {
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://h", "http:///x", "h:8081", "http://h?a=b"})
    void refusesOtherAddresses(String url) {
        assertThatThrownBy(() -> new RegistrySettings(List.of(URI.create(url)), null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(expected: ");
    }

    @Test
    void keepsTheSecretOutOfTexts() {
        assertThat(new RegistrySettings(List.of(URI.create("http://h")), "Basic secret").toString())
                .contains("http://h")
                .doesNotContain("secret");
        assertThatThrownBy(() -> new RegistrySettings(List.of(), null)).hasMessageContaining("at least one");
    }

    private static SchemaRegistry registry(@Nullable String authorization, URI... urls) {
        return new SchemaRegistry(new RegistrySettings(List.of(urls), authorization), null);
    }

    private static HttpServer server(int status, byte[] body) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static URI uri(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static <T> T get(CompletableFuture<T> future) {
        return future.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static RegistryException failure(CompletableFuture<?> future) {
        Throwable failure = catchThrowable(() -> get(future));
        if (failure != null && failure.getCause() instanceof RegistryException refused) {
            return refused;
        }
        throw new AssertionError("expected a refusal", failure);
    }
}
