package io.sluice.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.cli.e2e.RawConnection.Response;
import io.sluice.engine.flow.Invocation;
import io.sluice.engine.http.Body;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.engine.observe.EndedExchange;
import io.sluice.engine.upstream.Forwarding;
import io.sluice.engine.upstream.Origin;
import io.sluice.engine.upstream.Upstream;
import io.sluice.http.HttpEdge;
import io.sluice.http.HttpServer;
import io.sluice.http.HttpServerOptions;
import io.sluice.record.proxy.HeaderRouting;
import io.sluice.record.proxy.HostPattern;
import io.sluice.record.proxy.OwnAddress;
import io.sluice.record.proxy.PathRouting;
import io.sluice.record.proxy.ProxiedExchanges;
import io.sluice.record.proxy.RecordingProxy;
import io.sluice.record.proxy.Routing;
import io.sluice.record.proxy.TargetPolicy;
import io.sluice.record.proxy.TargetRouting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The proxy behind a real edge, with an upstream that tells what it was asked for. */
class RecordingProxyTest {
    private static final String CHECKED = "/https://example.com/";

    private final HttpEdge edge = HttpEdge.start();
    private final OwnAddress self = new OwnAddress("http", "localhost");
    private final Queue<Forwarding> forwarded = new ConcurrentLinkedQueue<>();
    private final Queue<String> recorded = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void sendsOnWhatThePathSays() throws IOException {
        HttpServer server = open(new PathRouting(self), List.of());

        Response response =
                ask(server, "GET", "/https://example.com:8443/a%2Fb;v=1/?x=%20&y", "localhost:" + server.port());

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("https example.com:8443 /a%2Fb;v=1/?x=%20&y");
        assertThat(forwarded)
                .containsExactly(new Forwarding(
                        new Origin("https", "example.com", 8443), "/a%2Fb;v=1/?x=%20&y", "example.com:8443", Set.of()));
        await().untilAsserted(() -> assertThat(recorded)
                .containsExactly("GET https example.com:8443 /a%2Fb;v=1/?x=%20&y host=[example.com:8443] via=[]"));
    }

    @Test
    void acceptsBracketsAndMergedSlashesInThePath() throws IOException {
        HttpServer server = open(new PathRouting(self), List.of());

        assertThat(ask(server, "GET", "/http://[2001:db8::1]:81/a", "[::1]").body())
                .isEqualTo("http [2001:db8::1]:81 /a");
        assertThat(ask(server, "GET", "/http:/example.com", "127.0.0.1:1").body())
                .isEqualTo("http example.com /");
    }

    @Test
    void sendsOnWhatTheHeaderSays() throws IOException {
        HttpServer server = open(new HeaderRouting(self), List.of());

        Response response = ask(server, "GET", "/api/v2/pokemon/ditto", "pokeapi.co", "X-HMT-Scheme: https");

        assertThat(response.body()).isEqualTo("https pokeapi.co /api/v2/pokemon/ditto");
        await().untilAsserted(() -> assertThat(recorded)
                .containsExactly("GET https pokeapi.co /api/v2/pokemon/ditto host=[pokeapi.co] via=[]"));
    }

    @Test
    void sendsEverythingToTheTarget() throws IOException {
        HttpServer server = open(TargetRouting.to("https://example.com/base/"), List.of());

        assertThat(ask(server, "POST", "/a?b", "localhost").body()).isEqualTo("https example.com /base/a?b");
    }

    @Test
    void explainsItselfAndRecordsNothingThen() throws IOException {
        HttpServer server = open(new PathRouting(self), List.of());

        Response response = ask(server, "GET", "/", "localhost");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.fields("content-type")).containsExactly("application/problem+json");
        assertThat(response.body()).contains("curl http://localhost:" + server.port() + "/http://example.com/path");
        assertThat(forwarded).isEmpty();
        assertThat(recorded).isEmpty();
    }

    @Test
    void doesNotTunnel() throws IOException {
        HttpServer server = open(new PathRouting(self), List.of());

        Response response = ask(server, "CONNECT", "example.com:443", "example.com:443");

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("no forward proxy");
    }

    @Test
    void doesNotSendToItself() throws IOException {
        HttpServer byHeader = open(new HeaderRouting(self), List.of("*"));

        Response response = ask(byHeader, "GET", "/", "localhost:" + byHeader.port());

        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("names the recorder itself", "-H 'Host: example.com'");
        assertThat(forwarded).isEmpty();
    }

    @Test
    void knowsARequestThatComesBack() throws IOException {
        HttpServer server = open(new PathRouting(self), List.of());
        String via = ask(server, "GET", CHECKED, "localhost", "via: 1.0 other")
                .fields("seen-via")
                .get(0);

        Response response = ask(server, "GET", CHECKED, "localhost", "via: " + via);

        assertThat(via).startsWith("1.0 other, 1.1 sluice-");
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.body()).contains("in a loop");
    }

    @Test
    void answersToItsOwnNamesOnly() throws IOException {
        HttpServer server = open(new PathRouting(self), List.of("recorder.test"));

        for (String host : List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "10.0.0.1")) {
            Response response = ask(server, "GET", CHECKED, host);
            assertThat(response.status()).as(host).isEqualTo(421);
            assertThat(response.body()).contains("--allow-host " + host);
        }
        for (String host :
                List.of("localhost", "LOCALHOST:9", "127.0.0.1", "[::1]:80", "app.localhost", "recorder.test")) {
            assertThat(ask(server, "GET", CHECKED, host).status()).as(host).isEqualTo(200);
        }
        assertThat(ask(server, "GET", CHECKED, "a b").status()).isEqualTo(400);
    }

    @Test
    void asksForCodingsThatCanBeRecorded() throws IOException {
        HttpServer server = open(new PathRouting(self), List.of());

        assertThat(codings(server, "accept-encoding: gzip;q=0.5, br, zstd, deflate"))
                .containsExactly("gzip;q=0.5, deflate");
        assertThat(codings(server, "accept-encoding: br, *")).containsExactly("identity");
        assertThat(codings(server)).isEmpty();
    }

    private List<String> codings(HttpServer server, String... fieldLines) throws IOException {
        return ask(server, "GET", CHECKED, "localhost", fieldLines).fields("seen-accept-encoding");
    }

    private HttpServer open(Routing routing, List<String> allowed) {
        List<HostPattern> patterns = allowed.stream().map(HostPattern::of).toList();
        var policy = new TargetPolicy(patterns, null, self);
        var proxy = new RecordingProxy(routing, policy, self, new Telling());
        HttpServer server = edge.open(HttpServerOptions.on("127.0.0.1", 0), proxy, new ProxiedExchanges(this::record));
        self.listensOn(server.port());
        return server;
    }

    private void record(EndedExchange exchange) {
        var request = exchange.request();
        List<String> hosts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        request.forEachHeader((name, value) -> {
            names.add(name);
            if (name.equals("host")) {
                hosts.add(value);
            }
        });
        assertThat(names).doesNotContain("x-hmt-scheme", "via");
        recorded.add(request.method() + ' ' + request.scheme() + ' ' + request.authority() + ' ' + request.target()
                + " host=" + hosts + " via=" + request.headers("Via"));
    }

    private static Response ask(HttpServer server, String method, String target, String host, String... fieldLines)
            throws IOException {
        var head = new StringBuilder(method + ' ' + target + " HTTP/1.1\r\nhost: " + host + "\r\n");
        Stream.of(fieldLines).forEach(line -> head.append(line).append("\r\n"));
        try (var connection = new RawConnection(server.port())) {
            return connection.send(head.append("\r\n").toString()).read();
        }
    }

    /** Answers with what it was to send. */
    private final class Telling implements Upstream {
        @Override
        public void forward(Invocation invocation, Forwarding forwarding) {
            forwarded.add(forwarding);
            String text = forwarding.origin().scheme() + ' ' + forwarding.authority() + ' ' + forwarding.target();
            var request = invocation.request();
            var fields = HttpFields.builder()
                    .addIfPresent("seen-via", request.header("via"))
                    .addIfPresent("seen-accept-encoding", request.header("accept-encoding"));
            invocation.complete(new HttpResponse(200, fields.build(), Body.of(text)));
        }

        @Override
        public void close() {}
    }
}
