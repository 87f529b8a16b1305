package io.sluice.http.admin;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which configuration is running, and what became of the last attempt to replace it. Immutable; holds no secrets.
 *
 * @param source the file or the URL, without credentials
 * @param loaded when the running configuration took over
 * @param hash the first 12 hexadecimal digits of the SHA-256 of its text
 * @param folded what {@code gateway explain} prints of it, by lines
 * @param accepted how many reloads have taken effect since the start
 * @param refused how many have not, because of problems
 * @param last null before the first attempt; an attempt that found the text unchanged does not count
 */
public record ConfigStatus(
        String source,
        Instant loaded,
        String hash,
        List<String> folded,
        long accepted,
        long refused,
        @Nullable Attempt last) {

    /** Copies the list. */
    public ConfigStatus {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(loaded, "loaded");
        Objects.requireNonNull(hash, "hash");
        folded = List.copyOf(folded);
    }

    /**
     * A reload.
     *
     * @param problems why it was refused, one line each; empty if it took effect
     */
    public record Attempt(Instant at, List<String> problems) {

        /** Copies the list. */
        public Attempt {
            Objects.requireNonNull(at, "at");
            problems = List.copyOf(problems);
        }
    }
}
