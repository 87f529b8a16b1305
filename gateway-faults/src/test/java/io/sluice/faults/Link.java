package io.sluice.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The network between the gateway and one broker: a TCP proxy that can be told to fail.
 *
 * <p>Two threads for each connection copy bytes, at most {@value #CHUNK} at a time. Any thread may change how the link
 * behaves; it applies to connections that are there and to those that come.
 *
 * <pre>
 *   heal:      bytes pass
 *   cut:       connections are reset, and new ones refused
 *   blackHole: connections are accepted, and nothing passes; what was sent meanwhile arrives after {@link #heal}, also from
 *              connections whose sender has given up, as packets do that were delayed
 *   slow:      each chunk is held back for a while, and a number of bytes per second pass in each direction of a connection
 * </pre>
 */
final class Link implements AutoCloseable {
    private static final int CHUNK = 16 << 10;
    private static final Pace UNHINDERED = new Pace(Duration.ZERO, Long.MAX_VALUE);

    private final int port;
    private final int target;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object changes = new Object();
    private @Nullable ServerSocket server; // guarded by this
    private volatile boolean passing = true;
    private volatile boolean closed;
    private volatile Pace pace = UNHINDERED;

    /**
     * How fast bytes pass.
     *
     * @param delay added to each chunk
     * @param bytesPerSecond of a direction of a connection
     */
    private record Pace(Duration delay, long bytesPerSecond) {
        void keep(int bytes) {
            Pause.of(delay.plusNanos(bytes * 1_000_000_000L / bytesPerSecond));
        }
    }

    /** Opens a link. Both ports are on 127.0.0.1. */
    Link(int port, int target) {
        this.port = port;
        this.target = target;
        listen();
    }

    private synchronized void listen() {
        if (server != null) {
            return;
        }
        try {
            var opened = new ServerSocket();
            opened.setReuseAddress(true);
            opened.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            server = opened;
            start("link-" + port, () -> accept(opened));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot listen on " + port, e);
        }
    }

    private static void start(String name, Runnable task) {
        var thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket client = opened.accept();
                sockets.add(client);
                connect(client);
            } catch (IOException e) {
                // closed: the loop ends
            }
        }
    }

    private void connect(Socket client) {
        Socket broker = new Socket();
        sockets.add(broker);
        try {
            client.setTcpNoDelay(true);
            broker.setTcpNoDelay(true);
            broker.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
        } catch (IOException e) {
            drop(client); // the broker is away
            drop(broker);
            return;
        }
        start("link-" + port + "-up", () -> copy(client, broker));
        start("link-" + port + "-down", () -> copy(broker, client));
    }

    private void copy(Socket from, Socket to) {
        byte[] chunk = new byte[CHUNK];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                pace.keep(count);
                awaitPassing();
                to.getOutputStream().write(chunk, 0, count);
            }
        } catch (IOException e) {
            drop(from); // reset by either side, or cut
            drop(to);
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private void awaitPassing() throws IOException {
        synchronized (changes) {
            while (!passing && !closed) {
                try {
                    changes.wait();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }
    }

    /** Closes a socket so that its peer sees a reset. */
    private void drop(Socket socket) {
        sockets.remove(socket);
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // closed already
        }
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void pass(boolean now) {
        synchronized (changes) {
            passing = now;
            changes.notifyAll();
        }
    }

    /** Lets bytes pass as they come. */
    void heal() {
        pace = UNHINDERED;
        pass(true);
        listen();
    }

    /** Resets all connections and refuses new ones. */
    void cut() {
        synchronized (this) {
            ServerSocket open = server;
            if (open != null) {
                server = null;
                try {
                    open.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        sockets.forEach(this::drop);
    }

    /** Accepts connections and passes nothing. */
    void blackHole() {
        pass(false);
    }

    /** Lets bytes pass slowly. */
    void slow(Duration delay, long bytesPerSecond) {
        pace = new Pace(delay, bytesPerSecond);
    }

    @Override
    public void close() {
        closed = true;
        pass(true);
        cut();
    }
}
