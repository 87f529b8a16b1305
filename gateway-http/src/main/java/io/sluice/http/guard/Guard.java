package io.sluice.http.guard;

import io.sluice.engine.flow.Invocation;
import java.util.function.Consumer;

/** Checks credentials. Thread-safe; opened without side effects, then started, used and closed once. */
interface Guard extends AutoCloseable {

    /** Starts what runs in the background. Does not wait for it. */
    default void start() {}

    /**
     * Checks the credentials of a request. Called on the invocation's I/O thread and must not block.
     *
     * @param credentials as the pattern found them; hostile
     * @param then called once on the I/O thread, at once or later
     */
    void verify(Invocation invocation, String credentials, Consumer<Verdict> then);

    /** What of credentials that were right proves who the sender is: all of them, unless a name is among them. */
    default String proof(String credentials) {
        return credentials;
    }

    /** Ends what runs in the background. */
    @Override
    default void close() {}
}
