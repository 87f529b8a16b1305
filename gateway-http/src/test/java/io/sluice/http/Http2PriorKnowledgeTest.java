package io.sluice.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class Http2PriorKnowledgeTest {
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM_AND_HEADERS = 5;

    @Test
    void answersOnTheStreamOfTheRequest() throws Exception {
        try (var server = Answers.serve(Answers.echoTarget());
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            var out = new DataOutputStream(socket.getOutputStream());
            openConnection(out);

            requestRoot(out, 1);
            requestRoot(out, 3);

            var in = new DataInputStream(socket.getInputStream());
            assertThat(readData(in)).isEqualTo("1: GET http a / null");
            assertThat(readData(in)).isEqualTo("3: GET http a / null");
        }
    }

    @Test
    void isRefusedWhenSwitchedOff() throws Exception {
        var options = new HttpServerOptions(
                "127.0.0.1",
                0,
                1_000,
                1_000,
                HttpVersions.HTTP_1_1,
                Duration.ZERO,
                HttpServerOptions.DEFAULT_IDLE_TIMEOUT,
                ConnectionLimits.DEFAULT,
                null);
        try (var server = HttpServer.start(options, Answers.echoTarget());
                var client = new RawClient(server)) {
            client.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

            assertThat(client.readHead().status()).isEqualTo(400);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, AAMAAABkAAQAAP__, 101",
        "GET, '', 101",
        "GET, AAMA, 200",
        "GET, AA{, 200",
        "POST, AAMAAABkAAQAAP__, 200"
    })
    void upgradesRequestsWithoutABodyAndWithSettings(String method, String settings, int status) throws Exception {
        try (var server = Answers.serve(Answers.echoTarget());
                var client = new RawClient(server)) {
            client.send(method + " / HTTP/1.1\r\nhost: a\r\nconnection: upgrade, http2-settings\r\nupgrade: h2c\r\n"
                    + "http2-settings: " + settings + "\r\n"
                    + (method.equals("POST") ? "content-length: 1\r\n\r\nx" : "\r\n"));

            assertThat(client.readHead().status()).isEqualTo(status);
        }
    }

    @Test
    void isTheOnlyVersionWhereHttp1IsSwitchedOff() throws Exception {
        var base = HttpServerOptions.on("127.0.0.1", 0);
        var options = new HttpServerOptions(
                base.host(),
                base.port(),
                base.bodyLimitBytes(),
                base.headerLimitBytes(),
                HttpVersions.HTTP_2,
                Duration.ZERO,
                base.idleTimeout(),
                base.limits(),
                null);
        try (var server = HttpServer.start(options, Answers.echoTarget());
                var old = new RawClient(server);
                var upgrading = new RawClient(server);
                var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            assertThat(old.send("GET / HTTP/1.1\r\nhost: a\r\n\r\n").readHead().status())
                    .isEqualTo(505);
            upgrading.send("""
                    GET / HTTP/1.1\r
                    host: a\r
                    connection: upgrade, http2-settings\r
                    upgrade: h2c\r
                    http2-settings: \r
                    \r
                    """);
            assertThat(upgrading.readHead().status()).isEqualTo(101);
            socket.setSoTimeout(10_000);
            var out = new DataOutputStream(socket.getOutputStream());
            openConnection(out);
            requestRoot(out, 1);
            assertThat(readData(new DataInputStream(socket.getInputStream()))).isEqualTo("1: GET http a / null");
        }
    }

    private static void openConnection(DataOutputStream out) throws IOException {
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        writeFrameHead(out, 0, SETTINGS, 0, 0);
    }

    /** {@code GET http://a/}: three fields of the static table and a literal authority (RFC 7541 appendix A). */
    private static void requestRoot(DataOutputStream out, int stream) throws IOException {
        byte[] fields = {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 1, 'a'};
        writeFrameHead(out, fields.length, HEADERS, END_STREAM_AND_HEADERS, stream);
        out.write(fields);
        out.flush();
    }

    private static void writeFrameHead(DataOutputStream out, int length, int type, int flags, int stream)
            throws IOException {
        out.writeByte(0);
        out.writeShort(length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
    }

    /** The next data frame that has content, as {@code stream: content}. */
    private static String readData(DataInputStream in) throws IOException {
        while (true) {
            int length = (in.readUnsignedByte() << 16) + in.readUnsignedShort();
            int type = in.readUnsignedByte();
            in.readUnsignedByte();
            int stream = in.readInt();
            byte[] content = in.readNBytes(length);
            if (type == DATA && length > 0) {
                return stream + ": " + new String(content, StandardCharsets.UTF_8);
            }
        }
    }
}
