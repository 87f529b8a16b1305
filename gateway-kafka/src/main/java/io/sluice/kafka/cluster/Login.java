package io.sluice.kafka.cluster;

import static java.util.Objects.requireNonNull;

import io.sluice.config.SaslConfig;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * One principal, and what its clients prove it with.
 *
 * @param name unique in this process: the client library shares what it knows of a principal between clients whose
 *     settings look alike to it, and tokens are none of the settings that it looks at
 * @param current the credentials at this moment, always of one mechanism; any thread may ask
 */
public record Login(String name, Supplier<SaslConfig> current) {
    private static final AtomicLong NUMBERS = new AtomicLong();

    /** Rejects missing parts. */
    public Login {
        requireNonNull(name, "name");
        requireNonNull(current, "current");
    }

    /** A principal with a new name. */
    public static Login of(Supplier<SaslConfig> current) {
        return new Login(Long.toString(NUMBERS.incrementAndGet()), current);
    }

    /** The name only. */
    @Override
    public String toString() {
        return name;
    }
}
