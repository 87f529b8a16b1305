package io.sluice.cli.record;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns Ctrl-C and SIGTERM into a wish to stop, and keeps the process until that has been followed, for twenty seconds at
 * most. Any thread.
 */
final class StopSignal implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final CountDownLatch wishes = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread hook = new Thread(this::stop, "stop");
    private volatile int exitCode = Work.DIFFERENT;

    private StopSignal() {}

    /** Listens from now on. */
    static StopSignal listen() {
        var signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Whether somebody wishes an end. */
    boolean isWished() {
        return wishes.getCount() == 0;
    }

    /** Waits until somebody does. */
    void await() throws InterruptedException {
        wishes.await();
    }

    /** Says how the process is to end, if it was told to. */
    int endsWith(int code) {
        exitCode = code;
        return code;
    }

    /** Wishes an end. */
    void wish() {
        wishes.countDown();
    }

    private void stop() {
        wish();
        boolean inTime = false;
        try {
            inTime = stopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(inTime ? exitCode : Work.DIFFERENT);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            wish(); // the process ends at this moment, and the hook waits for what follows
        }
        stopped.countDown();
    }
}
