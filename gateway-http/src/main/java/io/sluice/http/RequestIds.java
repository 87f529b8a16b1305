package io.sluice.http;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Short ids that are unique within a process and, by a random prefix, most likely across processes. They join a
 * response's {@code instance} with the log. Thread-safe.
 */
final class RequestIds {
    private static final int RADIX = 36;

    private final String prefix;
    private final AtomicLong counter = new AtomicLong();

    RequestIds() {
        long random = new SecureRandom().nextLong() >>> 1;
        this.prefix = Long.toString(random % (1L << 30), RADIX) + '-';
    }

    String next() {
        return prefix + Long.toString(counter.incrementAndGet(), RADIX);
    }
}
