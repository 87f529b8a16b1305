package io.sluice.fuzz;

import com.code_intelligence.jazzer.api.BugDetectors;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.sluice.config.fold.Listener;
import io.sluice.config.load.GatewayModel;
import io.sluice.engine.file.FileWatch;
import io.sluice.engine.flow.RequestHandler;
import io.sluice.engine.http.HttpFields;
import io.sluice.engine.http.HttpResponse;
import io.sluice.http.HttpServer;
import io.sluice.http.HttpServerOptions;
import io.sluice.http.guard.Guards;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Bytes on a connection end with its end, and no request in them is answered with 500. */
class HttpFuzz {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final String YAML = """
            name: fuzz
            guards:
              jwt:
                type: jwt
                options:
                  issuer: i
                  audience: a
                  keys:
                    - {kty: EC, kid: k, crv: P-256, x: f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU,
                       y: x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0}
            bindings:
              tcp_server: {type: tcp, kind: server, options: {host: 127.0.0.1, port: 0}, exit: http_server}
              http_server:
                type: http
                kind: server
                options:
                  authorization:
                    jwt:
                      credentials:
                        headers: {authorization: "Bearer {credentials}"}
                        query: {access_token: "{credentials}"}
                exit: http_kafka
              http_kafka:
                type: http-kafka
                kind: proxy
                routes: [{exit: client, with: {capability: produce, topic: items}}]
              client: {type: kafka, kind: client, options: {servers: ["127.0.0.1:9092"]}}
            """;

    private static final HttpServer SERVER = serve();

    private static HttpServer serve() {
        GatewayModel.Loaded loaded = GatewayModel.load("zilla.yaml", YAML, Map.of());
        Listener listener = loaded.topology().listeners().get(0);
        Guards guards =
                Guards.open(loaded.config(), loaded.topology(), Path.of("."), FileWatch.every(Duration.ofDays(1)));
        guards.start();
        RequestHandler echo = invocation -> invocation.readBody(
                body -> invocation.complete(HttpResponse.of(204, HttpFields.of("x-bytes", "" + body.length))));
        return HttpServer.start(HttpServerOptions.on("127.0.0.1", 0), guards.before(listener, echo));
    }

    @FuzzTest(maxDuration = "2m")
    void endsWithoutAnErrorOfTheServer(byte[] bytes) throws IOException {
        BugDetectors.allowNetworkConnections((host, port) -> port == SERVER.port()); // this test's own
        String answer;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
            return; // cut off
        }
        if (answer.contains("HTTP/1.1 500 ")) {
            throw new AssertionError(answer);
        }
    }
}
