package io.sluice.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A PUT on a connection of its own whose last byte is held back until it is told, so that many can be under way at once,
 * each as good as complete. Used by one thread at a time.
 */
final class HeldRequest implements AutoCloseable {
    private static final int CHUNK = 32 << 10;

    private final Socket socket;
    private final OutputStream out;
    private final byte last;
    private boolean broken;

    private HeldRequest(Socket socket, OutputStream out, byte last) {
        this.socket = socket;
        this.out = out;
        this.last = last;
    }

    /**
     * Sends all but the last byte; returns early when the gateway has answered or closed the connection meanwhile.
     *
     * @param patience how long reading an answer may take
     */
    static HeldRequest send(URI gateway, Write write, String body, Duration patience) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), gateway.getPort());
        socket.setSoTimeout((int) patience.toMillis());
        OutputStream out = socket.getOutputStream();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = """
                PUT /items/%s HTTP/1.1\r
                host: %s\r
                content-type: application/json\r
                idempotency-key: %s\r
                content-length: %d\r
                \r
                """.formatted(write.key(), gateway.getAuthority(), write.id(), bytes.length);
        var held = new HeldRequest(socket, out, bytes[bytes.length - 1]);
        try {
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            for (int from = 0; from < bytes.length - 1; from += CHUNK) {
                out.write(bytes, from, Math.min(CHUNK, bytes.length - 1 - from));
            }
        } catch (IOException e) {
            held.broken = true; // an answer may be there all the same
        }
        return held;
    }

    /** Sends the last byte and reads the answer. */
    Answer finish() {
        try {
            if (!broken) {
                out.write(last);
            }
        } catch (IOException e) {
            broken = true;
        }
        try {
            return readAnswer(
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            return Answer.BROKEN;
        }
    }

    private static Answer readAnswer(BufferedReader reader) throws IOException {
        String status = reader.readLine();
        if (status == null) {
            return Answer.BROKEN;
        }
        Map<String, List<String>> fields = new TreeMap<>();
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            int colon = line.indexOf(':');
            fields.computeIfAbsent(line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        int code = Integer.parseInt(status.split(" ", -1)[1]);
        return new Answer(code, HttpHeaders.of(fields, (name, value) -> true), "");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
