package io.sluice.engine.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at files from time to time, and tells when they have changed.
 *
 * <p>It compares where each path leads, which file that is, when it was written and how long it is. So it sees what a notification of the
 * system would miss: links that lead elsewhere now, as Kubernetes does with what it mounts, and files on a network. A
 * change is told when two looks in a row have seen the same, so that nothing half-written is read.
 *
 * <p>Listeners are called on the thread {@code files}; they may block.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(FileWatch.class);

    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "files");
        thread.setDaemon(true);
        return thread;
    });

    private FileWatch() {}

    /** Starts to look, with this pause in between. */
    public static FileWatch every(Duration interval) {
        var watch = new FileWatch();
        long millis = interval.toMillis();
        var unused = watch.executor.scheduleWithFixedDelay(watch::look, millis, millis, TimeUnit.MILLISECONDS);
        return watch;
    }

    /** Files that are watched until this is closed. */
    @FunctionalInterface
    public interface Registration extends AutoCloseable {
        /** Watches them no more; a call that has begun goes on. */
        @Override
        void close();
    }

    /**
     * Watches files from their state at this moment. Any thread but an I/O thread.
     *
     * @param files tells which; asked at each look, because a folder may have gained some
     * @param changed called after each change
     */
    public Registration add(Callable<? extends Iterable<Path>> files, Runnable changed) {
        var added = new Watched(files, changed);
        watched.add(added);
        return () -> watched.remove(added);
    }

    private void look() {
        watched.forEach(Watched::look);
    }

    /** Stops looking; a listener that runs is waited for, two seconds at most. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(2, TimeUnit.SECONDS)) {
                LOGGER.atWarn().log("a listener of changed files does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The files of one listener, as they were. */
    private static final class Watched {
        private final Callable<? extends Iterable<Path>> files;
        private final Runnable changed;
        private String told;
        private String seen;

        Watched(Callable<? extends Iterable<Path>> files, Runnable changed) {
            this.files = files;
            this.changed = changed;
            this.told = state();
            this.seen = told;
        }

        void look() {
            String now = state();
            boolean settled = now.equals(seen);
            seen = now;
            if (settled && !now.equals(told)) {
                told = now;
                tell();
            }
        }

        private void tell() {
            try {
                changed.run();
            } catch (RuntimeException e) {
                LOGGER.atError().setCause(e).log("a change of files could not be followed");
            }
        }

        private String state() {
            var state = new StringBuilder();
            try {
                for (Path file : files.call()) {
                    state.append(state(file)).append('\n');
                }
            } catch (Exception e) { // of the caller's: to be told is that the files cannot be listed, and why
                state.append(e);
            }
            return state.toString();
        }

        private static String state(Path file) {
            try {
                Path real = file.toRealPath();
                var attributes = Files.readAttributes(real, BasicFileAttributes.class);
                return real + " " + attributes.fileKey() + " " + attributes.lastModifiedTime() + " "
                        + attributes.size();
            } catch (IOException e) {
                return file + " " + e;
            }
        }
    }
}
