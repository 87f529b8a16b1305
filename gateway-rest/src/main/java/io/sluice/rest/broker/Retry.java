package io.sluice.rest.broker;

import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Tries something until it succeeds, fails for a reason that stays, or its time is up; with pauses that grow from {@value
 * #FIRST_PAUSE_MILLIS} to {@value #LAST_PAUSE_MILLIS} ms. Owned by the loop's thread.
 */
public final class Retry<T> {
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LAST_PAUSE_MILLIS = 1_000;

    private final BrokerLoop loop;
    private final String what;
    private final long timeoutMillis;
    private final long deadline;
    private final Consumer<Reply<T>> attempt;
    private final Reply<T> end;
    private long pause = FIRST_PAUSE_MILLIS;

    private Retry(BrokerLoop loop, String what, long timeoutMillis, Consumer<Reply<T>> attempt, Reply<T> end) {
        this.loop = loop;
        this.what = what;
        this.timeoutMillis = timeoutMillis;
        this.deadline = loop.now() + timeoutMillis;
        this.attempt = attempt;
        this.end = end;
    }

    /**
     * Begins at once.
     *
     * @param what names it in the {@link TimeoutException} when its time is up
     * @param attempt told of a failure that is a {@link RetriableException}, it is called again
     */
    public static <T> void start(
            BrokerLoop loop, String what, long timeoutMillis, Consumer<Reply<T>> attempt, Reply<T> end) {
        new Retry<>(loop, what, timeoutMillis, attempt, end).run();
    }

    private void run() {
        attempt.accept(Reply.of(end::answered, this::failed));
    }

    /** A missing topic is retriable to Kafka's clients, but nobody here waits for somebody to create it. */
    private static boolean isPassing(KafkaException failure) {
        return failure instanceof RetriableException && !(failure instanceof UnknownTopicOrPartitionException);
    }

    private void failed(KafkaException failure) {
        if (!isPassing(failure)) {
            end.failed(failure);
        } else if (loop.now() + pause >= deadline) {
            end.failed(new TimeoutException(
                    "Timeout of " + timeoutMillis + " ms expired before " + what + ": " + failure.getMessage(),
                    failure));
        } else {
            loop.after(pause, this::run);
            pause = Math.min(2 * pause, LAST_PAUSE_MILLIS);
        }
    }
}
