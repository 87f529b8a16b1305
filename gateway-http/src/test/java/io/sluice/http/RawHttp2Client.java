package io.sluice.http;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An HTTP/2 connection with prior knowledge on which a test says exactly which frames go over the wire (RFC 9113). */
final class RawHttp2Client implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int END_STREAM = 1;
    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private static final int SETTINGS = 4;
    private static final int WINDOW_UPDATE = 8;
    private static final int END_HEADERS = 4;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final byte GET = (byte) 0x82; // fields of the static table (RFC 7541 appendix A)
    private static final byte POST = (byte) 0x83;

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;

    /** A frame that the server sent; its content only makes sense as a text when it is data. */
    record Frame(int type, int flags, int stream, String text) {

        boolean endsStream() {
            return (flags & END_STREAM) != 0;
        }
    }

    /**
     * Opens a connection.
     *
     * @param window how many bytes the server may send on a stream before it is given more
     */
    RawHttp2Client(HttpServer server, int window) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(socket.getOutputStream());
        out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, number(INITIAL_WINDOW_SIZE, window));
    }

    /** Opens a connection in HTTP/1.1 with {@code GET http://a/}, and turns it into HTTP/2, where that is stream 1. */
    RawHttp2Client(HttpServer server) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(10_000);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(socket.getOutputStream());
        out.write("""
                GET / HTTP/1.1\r
                host: a\r
                connection: upgrade, http2-settings\r
                upgrade: h2c\r
                http2-settings: \r
                \r
                """.getBytes(StandardCharsets.US_ASCII));
        int lineEnds = 0;
        while (lineEnds < 4) { // the end of the head of 101
            int next = in.readUnsignedByte();
            lineEnds = next == '\r' || next == '\n' ? lineEnds + 1 : 0;
        }
        out.write(PREFACE.getBytes(StandardCharsets.US_ASCII));
        send(SETTINGS, 0, 0, new byte[0]);
    }

    private static byte[] number(int setting, int value) {
        return ByteBuffer.allocate(6).putShort((short) setting).putInt(value).array();
    }

    /** {@code GET http://a/}. */
    void get(int stream) throws IOException {
        send(HEADERS, END_HEADERS | END_STREAM, stream, new byte[] {GET, (byte) 0x86, (byte) 0x84, 0x41, 1, 'a'});
    }

    /** The head of {@code POST http://a/}. */
    void post(int stream) throws IOException {
        send(HEADERS, END_HEADERS, stream, new byte[] {POST, (byte) 0x86, (byte) 0x84, 0x41, 1, 'a'});
    }

    void data(int stream, String text) throws IOException {
        send(DATA, 0, stream, text.getBytes(StandardCharsets.UTF_8));
    }

    void end(int stream) throws IOException {
        send(DATA, END_STREAM, stream, new byte[0]);
    }

    /** The client wants no more of a stream. */
    void cancel(int stream) throws IOException {
        send(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
    }

    /** Lets the server send more. */
    void allow(int stream, int bytes) throws IOException {
        send(WINDOW_UPDATE, 0, stream, ByteBuffer.allocate(4).putInt(bytes).array());
    }

    /** The next frame of one response, past those of others. */
    Frame next(int stream) throws IOException {
        Frame frame = next();
        while (frame.stream() != stream) {
            frame = next();
        }
        return frame;
    }

    /** The next frame of any response: head, content or reset. */
    Frame next() throws IOException {
        while (true) {
            int length = (in.readUnsignedByte() << 16) + in.readUnsignedShort();
            int type = in.readUnsignedByte();
            int flags = in.readUnsignedByte();
            int stream = in.readInt();
            String text = new String(in.readNBytes(length), StandardCharsets.UTF_8);
            if (type == DATA || type == HEADERS || type == RST_STREAM) {
                return new Frame(type, flags, stream, text);
            }
        }
    }

    private void send(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(0);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
