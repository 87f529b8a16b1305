package io.sluice.dev;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Finds free ports on the loopback interface.
 *
 * <p>A broker must know its ports before it binds them. Ports that the kernel hands out (32768 and above on Linux) could
 * go to any outgoing connection in between, or while the broker is stopped; these lie below that range.
 */
public final class Ports {
    private static final int FIRST = 15_000;
    private static final int LAST = 32_000;
    private static final int ATTEMPTS = 200;

    private Ports() {}

    /**
     * A port that nobody listens on at this moment.
     *
     * @throws DevBrokerException if none is found
     */
    public static int free() {
        var random = ThreadLocalRandom.current();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = random.nextInt(FIRST, LAST);
            if (isFree(port)) {
                return port;
            }
        }
        throw new DevBrokerException("No free port between " + FIRST + " and " + LAST + " on 127.0.0.1", null);
    }

    static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a failure came from a port that somebody else has. */
    static boolean isBusyPort(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return true;
            }
        }
        return false;
    }
}
