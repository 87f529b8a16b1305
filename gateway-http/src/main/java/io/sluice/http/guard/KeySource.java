package io.sluice.http.guard;

import org.jspecify.annotations.Nullable;

/** Where an issuer's keys come from. Thread-safe. */
interface KeySource extends AutoCloseable {

    /** What became of the wish for newer keys. */
    enum Refresh {
        /** They are being asked for; the caller is called back. */
        COMING,
        /** They were asked for a moment ago, or never change; the caller is not called. */
        RECENT,
        /** Too many wait already; the caller is not called. */
        FULL
    }

    /** Begins to fetch. Does not wait for it. */
    default void start() {}

    /** The keys as they were last seen; the same object as long as they are the same. Null until they are there. */
    @Nullable VerificationKeys current();

    /** Asks for newer keys. Calls back from any thread, once, whether there are any or not; after {@link #close} maybe not. */
    Refresh refresh(Runnable whenDone);

    @Override
    default void close() {}

    /** Keys that never change. */
    static KeySource fixed(VerificationKeys keys) {
        return new KeySource() {
            @Override
            public VerificationKeys current() {
                return keys;
            }

            @Override
            public Refresh refresh(Runnable whenDone) {
                return Refresh.RECENT;
            }
        };
    }
}
