package io.sluice.rest.consumer;

import io.sluice.rest.format.Format;
import java.time.Duration;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.config.ConfigException;

/**
 * What a client says when it creates an instance. Immutable.
 *
 * @param format how records stand in responses
 * @param reset where partitions without a committed offset are begun
 * @param autoCommit whether positions are committed every five seconds and when the instance ends
 * @param requestTimeout the longest wait of a read; negative and zero do not wait
 * @param fetchMinBytes how many bytes a read waits for, -1..10 000 000; see {@link Fill} for -1
 * @param isolation whether records of open and aborted transactions are read
 */
public record ConsumerOptions(
        Format format,
        ResetPolicy reset,
        boolean autoCommit,
        Duration requestTimeout,
        int fetchMinBytes,
        IsolationLevel isolation) {
    /** The largest {@code fetch.min.bytes} that the original takes. */
    public static final int MAX_FETCH_MIN_BYTES = 10_000_000;

    private static final ConsumerOptions DEFAULTS = new ConsumerOptions(
            Format.BINARY, ResetPolicy.LATEST, true, Duration.ofSeconds(1), -1, IsolationLevel.READ_UNCOMMITTED);

    /** Checks the range of {@code fetch.min.bytes}; the message is the original's. */
    public ConsumerOptions {
        if (fetchMinBytes < -1) {
            throw new ConfigException("fetch.min.bytes", fetchMinBytes, "Value must be at least -1");
        }
        if (fetchMinBytes > MAX_FETCH_MIN_BYTES) {
            throw new ConfigException(
                    "fetch.min.bytes", fetchMinBytes, "Value must be no more than " + MAX_FETCH_MIN_BYTES);
        }
    }

    /** What the original does when a client says nothing. */
    public static ConsumerOptions defaults() {
        return DEFAULTS;
    }

    /** The same with records in another format. */
    public ConsumerOptions withFormat(Format other) {
        return new ConsumerOptions(other, reset, autoCommit, requestTimeout, fetchMinBytes, isolation);
    }

    /** The same with another reset policy. */
    public ConsumerOptions withReset(ResetPolicy policy) {
        return new ConsumerOptions(format, policy, autoCommit, requestTimeout, fetchMinBytes, isolation);
    }

    /** The same with or without automatic commits. */
    public ConsumerOptions withAutoCommit(boolean wanted) {
        return new ConsumerOptions(format, reset, wanted, requestTimeout, fetchMinBytes, isolation);
    }

    /** The same with another wait. */
    public ConsumerOptions withRequestTimeout(Duration wait) {
        return new ConsumerOptions(format, reset, autoCommit, wait, fetchMinBytes, isolation);
    }

    /** The same waiting for more or fewer bytes. */
    public ConsumerOptions withFetchMinBytes(int bytes) {
        return new ConsumerOptions(format, reset, autoCommit, requestTimeout, bytes, isolation);
    }

    /** The same reading other transactions. */
    public ConsumerOptions withIsolation(IsolationLevel level) {
        return new ConsumerOptions(format, reset, autoCommit, requestTimeout, fetchMinBytes, level);
    }
}
