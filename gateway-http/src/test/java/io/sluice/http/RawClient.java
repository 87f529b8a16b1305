package io.sluice.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A connection on which a test says exactly what goes over the wire. */
public final class RawClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    /** Connects. */
    public RawClient(HttpServer server) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** Sends text in ISO-8859-1. */
    public RawClient send(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        return this;
    }

    /** Says that nothing more will come. */
    public void sendEnd() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads one response; its body by content-length only. */
    public Response read() throws IOException {
        var head = readHead();
        String length = head.field("content-length");
        return length == null ? head : head.withBody(in.readNBytes(Integer.parseInt(length)));
    }

    /** Reads one response that has no body, whatever its content-length says. */
    public Response readHead() throws IOException {
        var lines = new ArrayList<String>();
        String line = readLine();
        while (!line.isEmpty()) {
            lines.add(line);
            line = readLine();
        }
        return new Response(lines, "");
    }

    /** Reads one chunk of a chunked body (RFC 9112 section 7.1); empty for the last one. */
    public String readChunk() throws IOException {
        int length = Integer.parseInt(readLine(), 16);
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length || !readLine().isEmpty()) {
            throw new IOException("The chunk breaks off");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Reads what comes until the server closes the connection. */
    public String readRest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Reads and drops bytes; returns how many came. */
    public long readBytes(long count) throws IOException {
        long read = 0;
        byte[] buffer = new byte[64 << 10];
        while (read < count) {
            int length = in.read(buffer, 0, (int) Math.min(buffer.length, count - read));
            if (length < 0) {
                break;
            }
            read += length;
        }
        return read;
    }

    /** Whether the server closes the connection, without sending anything more. */
    public boolean isClosed() throws IOException {
        return in.read() == -1;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private String readLine() throws IOException {
        var line = new ByteArrayOutputStream();
        int next = in.read();
        while (next != '\n') {
            if (next == -1) {
                throw new IOException("The server closed the connection after: " + line);
            }
            line.write(next);
            next = in.read();
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
    }

    /** The lines of a head, and a body. */
    public record Response(List<String> lines, String body) {

        /** The status. */
        public int status() {
            return Integer.parseInt(lines.get(0).substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }

        /** The first value of a field; null when absent. */
        public @Nullable String field(String name) {
            var values = fields(name);
            return values.isEmpty() ? null : values.get(0);
        }

        /** All values of a field. */
        public List<String> fields(String name) {
            return lines.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }

        private Response withBody(byte[] bytes) {
            return new Response(lines, new String(bytes, StandardCharsets.UTF_8));
        }
    }
}
