package io.sluice.config;

import static java.util.Objects.requireNonNull;

/** Ports from {@code first} to {@code last}, both included: one entry of a {@code port} property. */
public record PortRange(Location at, int first, int last) {
    /** The highest TCP port. */
    public static final int MAX_PORT = 65_535;

    /** Rejects ports outside 0..65535 (0: any free port) and ranges that run backwards. */
    public PortRange {
        requireNonNull(at, "at");
        if (first < 0 || last > MAX_PORT || first > last) {
            throw new IllegalArgumentException("ports " + first + "-" + last);
        }
    }

    /** True when the port lies in this range. */
    public boolean contains(int port) {
        return port >= first && port <= last;
    }

    /** {@code 7114} or {@code 7114-7116}. */
    @Override
    public String toString() {
        return first == last ? Integer.toString(first) : first + "-" + last;
    }
}
