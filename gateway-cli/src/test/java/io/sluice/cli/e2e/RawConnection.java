package io.sluice.cli.e2e;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A connection on which a test says every byte, for requests that no library sends. Not thread-safe. */
public final class RawConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 40_000;

    private final Socket socket;
    private final InputStream in;

    /** Connects to a server on this machine. */
    public RawConnection(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** On a connection that is there, perhaps with TLS. */
    public RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** The lines of a response's head and its body. */
    public record Response(int status, List<String> lines, String body) {

        /** All values of a field, in order. */
        public List<String> fields(String name) {
            return lines.stream()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .toList();
        }
    }

    /** Sends text in ISO-8859-1. */
    public RawConnection send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends bytes. */
    public RawConnection send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends a request without body; the target goes out as it is. */
    public RawConnection request(String method, String target, String... fieldLines) throws IOException {
        var head = new StringBuilder(method + ' ' + target + " HTTP/1.1\r\nhost: test\r\n");
        for (String line : fieldLines) {
            head.append(line).append("\r\n");
        }
        return send(head.append("\r\n").toString());
    }

    /** Reads a response with its body, which has a length. */
    public Response read() throws IOException {
        Response head = readHead();
        List<String> length = head.fields("content-length");
        int bytes = length.isEmpty() ? 0 : Integer.parseInt(length.get(0));
        return new Response(head.status(), head.lines(), new String(in.readNBytes(bytes), StandardCharsets.UTF_8));
    }

    /** Reads a response that has no body, whatever its fields say. */
    public Response readHead() throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            lines.add(line);
        }
        return new Response(Integer.parseInt(lines.get(0).split(" ", 3)[1]), lines, "");
    }

    /** The next line, without its end. */
    public String line() throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("closed after: " + line);
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
