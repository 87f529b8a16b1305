package io.sluice.record.replay;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How requests are sent again.
 *
 * @param target the origin that they are sent to, with an optional base path
 * @param rate how many are sent in a second at most; 0 for no bound
 * @param concurrency how many may be without an answer at the same time
 * @param timeout how long to wait for an answer
 * @param ignored JSON pointers to what may differ in bodies; {@code *} stands for any one step
 */
public record ReplaySettings(URI target, double rate, int concurrency, Duration timeout, List<String> ignored) {

    /** Checks the numbers and the target. */
    public ReplaySettings {
        String scheme = target.getScheme();
        if (scheme == null || !(scheme.equals("http") || scheme.equals("https")) || target.getHost() == null) {
            throw new IllegalArgumentException("target: " + target + " (expected: http://HOST[:PORT] or https://...)");
        }
        if (rate < 0 || concurrency < 1 || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("rate, concurrency and timeout must be positive");
        }
        ignored = List.copyOf(ignored);
        for (String pointer : ignored) {
            if (!pointer.startsWith("/")) {
                throw new IllegalArgumentException("JSON pointer " + pointer + " (expected: a slash at its beginning)");
            }
        }
    }
}
