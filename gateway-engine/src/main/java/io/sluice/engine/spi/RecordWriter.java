package io.sluice.engine.spi;

import io.sluice.engine.http.Problem;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes records that a proxy has made of requests, in the gateway's name. */
@FunctionalInterface
public interface RecordWriter {

    /**
     * Takes records, each of whose outcomes is told once; false when there is no room for all of them, and nothing is
     * told. Records of one call and one topic and partition are written in their order. Any thread, never waits.
     *
     * @param turnEnd runs an action when the caller's thread has done what it has at hand: one wake-up is enough for all
     *     records of an I/O thread's turn
     */
    boolean write(List<NewRecord> records, Consumer<Runnable> turnEnd);

    /** What became of a record. Told once, by any thread; must hand over and return. */
    interface Outcome {
        /**
         * It is written, in the sense of the writer's {@link Delivery}.
         *
         * @param offset -1 when nothing is waited for
         * @param timestamp as it stands in the topic, in milliseconds since the epoch; -1 when that is not known
         */
        void written(int partition, long offset, long timestamp);

        /**
         * It is not, or nobody knows.
         *
         * @param problem what that means to the client
         * @param cause what the client library said; null when it was not asked
         */
        void failed(Problem problem, @Nullable Throwable cause);
    }
}
