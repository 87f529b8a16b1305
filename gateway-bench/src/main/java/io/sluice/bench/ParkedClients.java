package io.sluice.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Very many connections, each with one request that waits for its answer: an event loop in the caller's thread.
 *
 * <p>Connections are reset, not closed, at the end: closed ones would keep their ports for a minute.
 */
public final class ParkedClients implements AutoCloseable {
    private static final int CONNECTING_AT_ONCE = 128;
    private static final long SELECT_MILLIS = 200;

    private final Selector selector;
    private final List<Client> clients = new ArrayList<>();
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);

    /** One connection. Only its head is kept, and only until it is complete. */
    private static final class Client {
        private final SocketChannel channel;
        private @Nullable ByteBuffer head;
        private long missing = -1; // of the body; -1 while the head is not complete
        private long answeredNanos;

        Client(SocketChannel channel) {
            this.channel = channel;
        }
    }

    /** Connects all. */
    public ParkedClients(URI server, int count) {
        var address = new InetSocketAddress(server.getHost(), server.getPort());
        try {
            selector = Selector.open();
            while (clients.size() < count) {
                connect(address, Math.min(CONNECTING_AT_ONCE, count - clients.size()));
            }
        } catch (IOException e) {
            throw new BenchFailure("Cannot open " + count + " connections; " + clients.size() + " are open", e);
        }
    }

    private void connect(InetSocketAddress address, int count) throws IOException {
        List<SocketChannel> opening = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var channel = SocketChannel.open();
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.configureBlocking(false);
            channel.connect(address);
            opening.add(channel);
        }
        for (SocketChannel channel : opening) {
            Pause.until("a connection", Duration.ofSeconds(20), () -> finished(channel));
            var client = new Client(channel);
            channel.register(selector, SelectionKey.OP_READ, client);
            clients.add(client);
        }
    }

    private static boolean finished(SocketChannel channel) {
        try {
            return channel.finishConnect();
        } catch (IOException e) {
            throw new BenchFailure("A connection was refused", e);
        }
    }

    /** How many there are. */
    public int count() {
        return clients.size();
    }

    /** Sends a request on every connection. */
    public void send(byte[] request) {
        for (Client client : clients) {
            client.head = null;
            client.missing = -1;
            client.answeredNanos = 0;
            ByteBuffer bytes = ByteBuffer.wrap(request);
            try {
                while (bytes.hasRemaining()) {
                    client.channel.write(bytes);
                }
            } catch (IOException e) {
                throw new BenchFailure("A request cannot be sent", e);
            }
        }
    }

    /**
     * Fails if anything has been answered already.
     *
     * @param what what the requests wait for
     */
    public void requireParked(String what) {
        try {
            if (selector.selectNow() > 0) {
                throw new BenchFailure("Requests were answered before " + what);
            }
        } catch (IOException e) {
            throw new BenchFailure("The connections cannot be looked at", e);
        }
    }

    /**
     * Reads until every request has been answered with 200.
     *
     * @return when each was answered, the first byte to the last, by {@link System#nanoTime}; sorted
     * @throws BenchFailure if an answer is wrong, or not in time
     */
    public long[] awaitAnswers(Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        int left = clients.size();
        try {
            while (left > 0) {
                selector.select(SELECT_MILLIS);
                for (SelectionKey key : selector.selectedKeys()) {
                    left -= read((Client) key.attachment()) ? 1 : 0;
                }
                selector.selectedKeys().clear();
                if (System.nanoTime() > end) {
                    throw new BenchFailure(left + " of " + clients.size() + " requests were not answered within "
                            + atMost.toSeconds() + " s");
                }
            }
        } catch (IOException e) {
            throw new BenchFailure(left + " of " + clients.size() + " requests were not answered", e);
        }
        long[] times =
                clients.stream().mapToLong(client -> client.answeredNanos).toArray();
        Arrays.sort(times);
        return times;
    }

    /** Reads what there is of one response; true when that completes it. */
    private boolean read(Client client) throws IOException {
        buffer.clear();
        int count = client.channel.read(buffer);
        if (count < 0) {
            throw new BenchFailure("The server closed a connection");
        }
        if (client.missing < 0) {
            readHead(client);
        } else {
            client.missing -= count;
        }
        if (client.missing != 0) {
            return false;
        }
        client.answeredNanos = System.nanoTime();
        return true;
    }

    private void readHead(Client client) {
        ByteBuffer read = buffer;
        if (client.head != null) {
            read = ByteBuffer.allocate(client.head.position() + buffer.position())
                    .put(client.head.duplicate().flip())
                    .put(buffer.duplicate().flip());
        }
        ResponseHead head = ResponseHead.parse(read);
        if (head == null) {
            client.head =
                    ByteBuffer.allocate(read.position()).put(read.duplicate().flip());
        } else if (head.status() == 200) {
            client.head = null;
            client.missing = head.contentLength() - (read.position() - head.bytes());
        } else {
            throw new BenchFailure("A request was answered with " + head.status());
        }
    }

    @Override
    public void close() {
        try {
            for (Client client : clients) {
                client.channel.close();
            }
            selector.close();
        } catch (IOException e) {
            throw new BenchFailure("The connections cannot be closed", e);
        }
    }
}
