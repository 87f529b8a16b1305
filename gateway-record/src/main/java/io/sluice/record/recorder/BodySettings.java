package io.sluice.record.recorder;

import java.util.List;
import java.util.Objects;

/**
 * What is recorded of bodies.
 *
 * @param which of which exchanges
 * @param limitBytes how much of each body is kept from its beginning, as it went over the wire and decoded; 1 to 16 MiB
 * @param contentTypes media types whose bodies are recorded, each such as {@code application/json}, {@code text/*} or
 *     {@code application/*+json}; a body without a content type is recorded if it is text
 */
public record BodySettings(RecordedBodies which, int limitBytes, List<String> contentTypes) {
    /** Those of the documentation. */
    public static final BodySettings DEFAULT = new BodySettings(
            RecordedBodies.ALL,
            64 << 10,
            List.of(
                    "application/json",
                    "application/*+json",
                    "application/x-ndjson",
                    "application/xml",
                    "application/*+xml",
                    "application/x-www-form-urlencoded",
                    "application/graphql",
                    "text/*"));

    private static final int MOST = 16 << 20;

    /** Checks the limit and the patterns. */
    public BodySettings {
        Objects.requireNonNull(which, "which");
        if (limitBytes < 1 || limitBytes > MOST) {
            throw new IllegalArgumentException("limitBytes: " + limitBytes + " (expected: 1 to " + MOST + ")");
        }
        contentTypes = List.copyOf(contentTypes);
        contentTypes.forEach(MediaTypes::check);
    }
}
