package io.sluice.bench;

import java.net.URI;
import java.time.Duration;

/**
 * A running gateway. Used by one thread.
 *
 * @param process its process
 * @param port where it listens on 127.0.0.1
 */
public record Gateway(Child process, int port) implements AutoCloseable {

    /** The address of a path. */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** Waits until a path is answered with 200, which is when its view is ready. */
    public Gateway awaitOk(String path, Duration atMost) {
        Pause.until("200 for " + path, atMost, () -> {
            process.requireAlive();
            return Answer.status(at(path)) == 200;
        });
        return this;
    }

    /** Waits until it listens. */
    public Gateway awaitListening() {
        Pause.until("the gateway listens", Duration.ofMinutes(1), () -> {
            process.requireAlive();
            return Answer.status(at("/")) != 0;
        });
        return this;
    }

    @Override
    public void close() {
        process.close();
    }
}
