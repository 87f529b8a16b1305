package io.sluice.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One HTTP/1.1 connection on which requests follow each other, with the times of what comes back. Used by one thread. */
public final class Wire implements AutoCloseable {
    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 << 10);

    /**
     * What came back.
     *
     * @param head the status line and the header
     * @param firstByteNanos when the first byte arrived, by {@link System#nanoTime}
     * @param firstBodyNanos when the first byte of the body arrived; the end of the head without one
     */
    public record Reply(ResponseHead head, long firstByteNanos, long firstBodyNanos) {}

    /** Connects. */
    public Wire(URI server) {
        try {
            channel = SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort()));
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        } catch (IOException e) {
            throw new BenchFailure("Cannot connect to " + server, e);
        }
    }

    /** The bytes of a request; fields are lines without their ends, and say if a body is anything else than JSON. */
    public static byte[] request(String method, String target, String body, String... fields) {
        var head = new StringBuilder(method + ' ' + target + " HTTP/1.1\r\nhost: 127.0.0.1\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        if (content.length > 0) {
            if (Arrays.stream(fields).noneMatch(field -> field.startsWith("content-type:"))) {
                head.append("content-type: application/json\r\n");
            }
            head.append("content-length: ").append(content.length).append("\r\n");
        }
        return head.append("\r\n").append(body).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Sends a request. */
    public void send(byte[] request) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(request);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw new BenchFailure("The request cannot be sent", e);
        }
    }

    /** Reads the response to its end, which its length must tell. */
    public Reply receive() {
        try {
            buffer.clear();
            read();
            long first = System.nanoTime();
            ResponseHead head = ResponseHead.parse(buffer);
            while (head == null) {
                read();
                head = ResponseHead.parse(buffer);
            }
            long left = head.contentLength() - (buffer.position() - head.bytes());
            if (left < 0) {
                throw new BenchFailure("More came than was asked for: " + head.text());
            }
            buffer.clear();
            boolean bodyBegan = left < head.contentLength();
            long firstBody = System.nanoTime();
            while (left > 0) {
                left -= read();
                if (!bodyBegan) {
                    bodyBegan = true;
                    firstBody = System.nanoTime();
                }
                buffer.clear();
            }
            return new Reply(head, first, firstBody);
        } catch (IOException e) {
            throw new BenchFailure("The response cannot be read", e);
        }
    }

    /** Reads as far as the first byte of the body, and no further; returns when that was there. */
    public long firstBodyByte() {
        try {
            buffer.clear();
            ResponseHead head;
            do {
                read();
                head = ResponseHead.parse(buffer);
            } while (head == null || (buffer.position() == head.bytes() && head.contentLength() > 0));
            return System.nanoTime();
        } catch (IOException e) {
            throw new BenchFailure("The response cannot be read", e);
        }
    }

    /** Sends a request and reads its response. */
    public Reply exchange(byte[] request) {
        send(request);
        return receive();
    }

    private int read() throws IOException {
        int count = channel.read(buffer);
        if (count < 0) {
            throw new BenchFailure("The server closed the connection");
        }
        return count;
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new BenchFailure("The connection cannot be closed", e);
        }
    }
}
