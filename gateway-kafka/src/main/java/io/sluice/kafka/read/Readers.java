package io.sluice.kafka.read;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The loops that read a cluster's topics for one purpose: one for all of them, and a further one for a topic that has to
 * be read a second time from its beginning while somebody still needs the first reading. A consumer has one position in
 * each partition, so that the same loop cannot do both. Any thread; nothing waits.
 */
public final class Readers implements AutoCloseable {
    private final Supplier<ReadLoop> loops;
    private final ReadLoop first;
    private final Set<String> topics = new HashSet<>(); // that the first loop reads; guarded by this
    private final Set<ReadLoop> further = new HashSet<>(); // guarded by this

    /**
     * Readers that do not run yet.
     *
     * @param loops makes loops that are not started
     */
    public Readers(Supplier<ReadLoop> loops) {
        this.loops = loops;
        this.first = loops.get();
    }

    /** A topic that is being read. */
    @FunctionalInterface
    public interface Reading {
        /** Reads it no more, from the loop's next turn on. Once. */
        void stop();
    }

    /** Starts the loop. */
    public void start() {
        first.start();
    }

    /** Reads a topic into a sink from now on. */
    public synchronized Reading read(String topic, TopicSink sink) {
        if (topics.add(topic)) {
            first.read(topic, sink);
            return () -> stop(topic);
        }
        ReadLoop loop = loops.get();
        further.add(loop);
        loop.start();
        loop.read(topic, sink);
        return () -> stop(loop, topic);
    }

    private synchronized void stop(String topic) {
        first.stop(topic);
        topics.remove(topic);
    }

    private synchronized void stop(ReadLoop loop, String topic) {
        loop.stop(topic);
        loop.end();
        further.remove(loop);
    }

    /** Stops all loops; waits for the first up to five seconds. */
    @Override
    public void close() {
        synchronized (this) {
            further.forEach(ReadLoop::end);
            further.clear();
        }
        first.close();
    }
}
