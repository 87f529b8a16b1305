package io.sluice.http.upstream;

import io.sluice.engine.upstream.Origin;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.IoFuture;
import org.xnio.IoUtils;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.StreamConnection;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/**
 * One attempt to connect to an origin: its name is resolved, the addresses that the rule allows are tried in turn, each for its
 * share of the time that is left, and with TLS the server is made to prove who it is. Owned by the I/O thread that the
 * connection is to have.
 *
 * <p>The addresses that the rule saw are the ones that are connected to; the name is not looked up again.
 */
final class Connecting {
    private static final OptionMap SOCKET =
            OptionMap.builder().set(Options.TCP_NODELAY, true).getMap();

    private final Origin origin;
    private final Connector connector;
    private final XnioIoThread thread;
    private final Outcome outcome;
    private final long deadline;
    private List<InetAddress> addresses = List.of();
    private int next;
    private Fault fault = Fault.CONNECT_TIMEOUT; // of the last address
    private @Nullable IoFuture<StreamConnection> trying;
    private @Nullable StreamConnection connection;
    private XnioExecutor.@Nullable Key timer;
    private boolean over;

    /** What becomes of it; told once, on the I/O thread. */
    interface Outcome {
        /**
         * It is there.
         *
         * @param http2 whether both sides have agreed on HTTP/2, or it is known beforehand
         */
        void connected(StreamConnection connection, boolean http2);

        /** It cannot be had. */
        void failed(Fault fault, @Nullable Throwable cause);
    }

    Connecting(Origin origin, Connector connector, XnioIoThread thread, Outcome outcome) {
        this.origin = origin;
        this.connector = connector;
        this.thread = thread;
        this.outcome = outcome;
        this.deadline = System.nanoTime() + connector.timeout().toNanos();
    }

    /** Begins; any thread. */
    void start() {
        Mailbox.send(thread, () -> {
            limit(left());
            connector.resolver().resolve(origin.host(), new Resolver.Answer() {
                @Override
                public void found(List<InetAddress> found) {
                    Mailbox.send(thread, () -> choose(found));
                }

                @Override
                public void failed(Exception cause) {
                    Mailbox.send(thread, () -> fail(Fault.UNRESOLVED, cause));
                }
            });
        });
    }

    private void choose(List<InetAddress> found) {
        if (over) {
            return;
        }
        addresses = inTurn(found.stream()
                .filter(address -> connector.rule().allows(origin, address))
                .toList());
        if (addresses.isEmpty()) {
            fail(Fault.FORBIDDEN, null);
        } else {
            tryNext(null);
        }
    }

    /** IPv6 and IPv4 by turns, beginning with what the system prefers: one of the two may lead nowhere. */
    static List<InetAddress> inTurn(List<InetAddress> found) {
        List<InetAddress> first = new ArrayList<>();
        List<InetAddress> second = new ArrayList<>();
        for (InetAddress address : found) {
            boolean like = (address instanceof Inet6Address) == (found.get(0) instanceof Inet6Address);
            (like ? first : second).add(address);
        }
        List<InetAddress> mixed = new ArrayList<>();
        for (int i = 0; i < Math.max(first.size(), second.size()); i++) {
            if (i < first.size()) {
                mixed.add(first.get(i));
            }
            if (i < second.size()) {
                mixed.add(second.get(i));
            }
        }
        return mixed;
    }

    private void tryNext(@Nullable Throwable before) {
        if (next == addresses.size()) {
            fail(fault, before);
            return;
        }
        limit(left() / (addresses.size() - next));
        var address = new InetSocketAddress(addresses.get(next++), origin.port());
        IoFuture<StreamConnection> future = thread.openStreamConnection(address, ignored -> {}, SOCKET);
        trying = future;
        future.addNotifier((result, attachment) -> Mailbox.send(thread, () -> tried(future)), null);
    }

    private void tried(IoFuture<StreamConnection> future) {
        boolean mine = !over && future == trying;
        if (future.getStatus() == IoFuture.Status.DONE) {
            try {
                StreamConnection made = future.get();
                if (mine) {
                    trying = null;
                    made(made);
                } else {
                    IoUtils.safeClose(made);
                }
            } catch (IOException e) {
                throw new IllegalStateException("A connection that was made and is not there", e);
            }
        } else if (mine) {
            trying = null;
            if (future.getStatus() == IoFuture.Status.FAILED) {
                fault = Fault.REFUSED;
                tryNext(future.getException());
            } else {
                tryNext(null);
            }
        }
    }

    private void made(StreamConnection plain) {
        connection = plain;
        limit(left());
        if (!origin.isSecure()) {
            succeed(plain, connector.speaksHttp2Plain());
            return;
        }
        try {
            var handshake = new Handshake(connector.secured(plain, origin), connector.offersHttp2());
            handshake.start(this::succeed, failure -> fail(Fault.UNTRUSTED, failure));
        } catch (RuntimeException e) {
            fail(Fault.UNTRUSTED, e);
        }
    }

    private void succeed(StreamConnection made, boolean http2) {
        if (over) {
            return;
        }
        end();
        outcome.connected(made, http2);
    }

    private void fail(Fault why, @Nullable Throwable cause) {
        if (over) {
            return;
        }
        end();
        IoUtils.safeClose(connection);
        outcome.failed(why, cause);
    }

    private void end() {
        over = true;
        if (timer != null) {
            timer.remove();
        }
    }

    private long left() {
        return deadline - System.nanoTime();
    }

    private void limit(long nanos) {
        if (timer != null) {
            timer.remove();
        }
        timer = Mailbox.later(thread, this::timeIsOver, TimeUnit.NANOSECONDS.toMillis(nanos));
    }

    private void timeIsOver() {
        timer = null;
        IoFuture<StreamConnection> pending = trying;
        trying = null;
        if (pending != null) {
            fault = Fault.CONNECT_TIMEOUT;
            pending.cancel();
            tryNext(null);
        } else {
            fail(addresses.isEmpty() ? Fault.UNRESOLVED : Fault.CONNECT_TIMEOUT, null);
        }
    }
}
