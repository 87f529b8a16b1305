package io.sluice.bench.control;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Undertow that keeps every request waiting, then answers all of them at once with some bytes.
 *
 * <p>Argument: the size of the answer in bytes. A line on standard input releases the waiting requests; the line
 * {@code release NANOS} tells when, by {@link System#nanoTime}.
 */
public final class BareWaiters {
    private final Queue<HttpServerExchange> waiting = new ConcurrentLinkedQueue<>();
    private final ByteBuffer body;

    private BareWaiters(int bytes) {
        this.body = ByteBuffer.allocateDirect(bytes);
        for (int i = 0; i < bytes; i++) {
            body.put(i, (byte) 'x');
        }
    }

    /** Serves until standard input ends. */
    public static void main(String[] arguments) throws IOException {
        var waiters = new BareWaiters(Integer.parseInt(arguments[0]));
        Undertow server = Controls.start(
                exchange -> exchange.dispatch(SameThreadExecutor.INSTANCE, () -> waiters.waiting.add(exchange)));
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (input.readLine() != null) {
            System.out.println("release " + System.nanoTime());
            waiters.release();
        }
        server.stop();
    }

    private void release() {
        for (HttpServerExchange next = waiting.poll(); next != null; next = waiting.poll()) {
            HttpServerExchange exchange = next;
            exchange.getIoThread().execute(() -> exchange.getResponseSender().send(body.duplicate()));
        }
    }
}
