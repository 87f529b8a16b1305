package io.sluice.cli.record;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;

/** A request over HTTP/2 that no library sends: its authority is not where it is sent to. */
final class RawHttp2Request {
    private static final int DATA = 0; // frames, RFC 9113 section 6
    private static final int HEADERS = 1;
    private static final int SETTINGS = 4;
    private static final int END_STREAM_AND_HEADERS = 5;

    private static final int AUTHORITY = 1; // entries of the static table, RFC 7541 appendix A
    private static final int GET = 0x82;
    private static final int PATH = 4;
    private static final int HTTPS = 0x87;

    private RawHttp2Request() {}

    /** Sends it on a new connection, and returns the beginning of the answer's body. */
    static String get(Socket socket, String authority, String path) throws IOException {
        var fields = new ByteArrayOutputStream();
        fields.write(GET);
        fields.write(HTTPS);
        literal(fields, AUTHORITY, authority);
        literal(fields, PATH, path);
        var out = new ByteArrayOutputStream();
        out.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
        frame(out, SETTINGS, 0, 0, new byte[0]);
        frame(out, HEADERS, END_STREAM_AND_HEADERS, 1, fields.toByteArray());
        socket.getOutputStream().write(out.toByteArray());
        return firstData(new DataInputStream(socket.getInputStream()));
    }

    private static void literal(ByteArrayOutputStream fields, int nameIndex, String value) {
        fields.write(nameIndex);
        fields.write(value.length());
        fields.writeBytes(value.getBytes(ISO_8859_1));
    }

    private static void frame(ByteArrayOutputStream out, int type, int flags, int stream, byte[] payload) {
        out.writeBytes(new byte[] {0, 0, (byte) payload.length, (byte) type, (byte) flags, 0, 0, 0, (byte) stream});
        out.writeBytes(payload);
    }

    private static String firstData(DataInputStream in) throws IOException {
        while (true) {
            int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
            int type = in.readUnsignedShort() >> 8; // with flags behind it
            in.readInt(); // the stream
            byte[] payload = in.readNBytes(length);
            if (type == DATA && length > 0) {
                return new String(payload, UTF_8);
            }
        }
    }
}
