package io.sluice.http;

import io.undertow.util.HttpString;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Ids of requests: what the client sent as {@code x-request-id} if it can be used, else a short one that is unique within
 * a process and, by a random prefix, most likely across processes. They join a response with the log. Thread-safe.
 */
final class RequestIds {
    /** Where clients and proxies send the id that they know a request by, and get it back. */
    static final HttpString FIELD = new HttpString("x-request-id");

    private static final int MAX_LENGTH = 128;
    private static final int RADIX = 36;

    private final String prefix;
    private final AtomicLong counter = new AtomicLong();

    RequestIds() {
        long random = new SecureRandom().nextLong() >>> 1;
        this.prefix = Long.toString(random % (1L << 30), RADIX) + '-';
    }

    /** The id of a request whose client sent this one; null for none. */
    String of(@Nullable String sent) {
        return sent != null && isUsable(sent) ? sent : next();
    }

    private String next() {
        return prefix + Long.toString(counter.incrementAndGet(), RADIX);
    }

    /** Visible ASCII only, and not long: it goes into logs and fields as it is. */
    private static boolean isUsable(String id) {
        return !id.isEmpty() && id.length() <= MAX_LENGTH && id.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
