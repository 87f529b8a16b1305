package io.sluice.http.upstream;

import io.sluice.engine.upstream.Origin;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on which a test says exactly what goes over the wire. */
final class RawServer implements AutoCloseable {
    /** The heads of the requests, in the order of their arrival. */
    final BlockingQueue<String> heads = new LinkedBlockingQueue<>();
    /** How many connections have been accepted. */
    final AtomicInteger accepted = new AtomicInteger();
    /** What the scripts failed with, but for connections that ended. */
    final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    private final ServerSocket socket;
    private final List<Connection> open = new CopyOnWriteArrayList<>();

    /** What the server does with a connection, which is closed afterwards. */
    @FunctionalInterface
    interface Script {
        /** Runs on a thread of its own. */
        void run(Connection connection) throws Exception;
    }

    /** A connection, as the script sees it. */
    final class Connection {
        final Socket socket;
        final InputStream in;

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
        }

        RawServer server() {
            return RawServer.this;
        }

        /** Reads a head up to its empty line, and notes it. */
        String readHead() throws IOException {
            var head = new ByteArrayOutputStream();
            while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException("after: " + head);
                }
                head.write(next);
            }
            String text = head.toString(StandardCharsets.ISO_8859_1);
            heads.add(text);
            return text;
        }

        /** Reads bytes; fewer when no more come. */
        String read(int count) throws IOException {
            return new String(in.readNBytes(count), StandardCharsets.ISO_8859_1);
        }

        Connection send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        /** Answers each request without a body in the same way, as long as some come. */
        void answerAll(String response) throws IOException {
            while (true) {
                readHead();
                send(response);
            }
        }
    }

    private RawServer(Script script) throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(() -> accept(script)).start();
    }

    static RawServer start(Script script) throws IOException {
        return new RawServer(script);
    }

    private void accept(Script script) {
        while (true) {
            try {
                var connection = new Connection(socket.accept());
                accepted.incrementAndGet();
                open.add(connection);
                daemon(() -> run(script, connection)).start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void run(Script script, Connection connection) {
        try (Socket closing = connection.socket) {
            closing.setSoTimeout(10_000);
            script.run(connection);
        } catch (IOException e) {
            // The other side has closed the connection; what that means is for the test to see.
        } catch (Exception | AssertionError e) {
            failures.add(e);
        }
    }

    private static Thread daemon(Runnable task) {
        var thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        return thread;
    }

    Origin origin() {
        return new Origin("http", "127.0.0.1", socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Connection connection : open) {
            connection.socket.close();
        }
    }
}
