package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exporter of {@code type: http-types} records, and where that goes.
 *
 * @param bindings the {@code http} servers whose exchanges are recorded; empty for all of the namespace
 * @param share the share of exchanges that are recorded, 0 to 1; errors are recorded in any case
 * @param include exchanges that are recorded; empty for all
 * @param exclude exchanges that are not recorded, whatever {@code include} says
 */
public record RecordingConfig(
        Location at,
        List<Text> bindings,
        RecordingSinkConfig sink,
        Bodies bodies,
        double share,
        List<Condition> include,
        List<Condition> exclude,
        RedactionConfig redaction,
        Queue queue) {
    /** Default of {@code sampling.share}: all. */
    public static final double DEFAULT_SHARE = 1;

    /** Copies the lists. */
    public RecordingConfig {
        requireNonNull(at, "at");
        bindings = List.copyOf(bindings);
        requireNonNull(sink, "sink");
        requireNonNull(bodies, "bodies");
        include = List.copyOf(include);
        exclude = List.copyOf(exclude);
        requireNonNull(redaction, "redaction");
        requireNonNull(queue, "queue");
    }

    /** {@code bodies.record}. */
    public enum RecordedBodies {
        /** Of every exchange. The default. */
        ALL("all"),
        /** Of exchanges that ended in an error. */
        ERRORS("errors"),
        /** None. */
        NONE("none");

        private final String word;

        RecordedBodies(String word) {
            this.word = word;
        }

        /** The word that stands in the configuration. */
        public String word() {
            return word;
        }
    }

    /**
     * {@code bodies}: what is kept of them.
     *
     * @param limit bytes of each body that are kept, from its beginning
     * @param types media types and ranges such as {@code text/*}; empty for the recorder's own
     */
    public record Bodies(RecordedBodies record, int limit, List<Text> types) {
        /** Default of {@code limit}. */
        public static final int DEFAULT_LIMIT = 64 << 10;

        /** The largest {@code limit}. */
        public static final int MOST_LIMIT = 16 << 20;

        /** Copies the list. */
        public Bodies {
            requireNonNull(record, "record");
            types = List.copyOf(types);
        }
    }

    /**
     * An entry of {@code include} or {@code exclude}: what is named must match.
     *
     * @param method null for any
     * @param path where {@code *} stands for any characters; null for any
     * @param status such as {@code 404} or {@code 5xx}; null for any
     */
    public record Condition(
            Location at,
            @Nullable Text method,
            @Nullable Text path,
            @Nullable Text status) {

        /** Rejects a missing place. */
        public Condition {
            requireNonNull(at, "at");
        }
    }

    /**
     * {@code queue}: what may wait to be written; exchanges that find no room are dropped.
     *
     * @param records their number
     * @param bytes of their bodies and heads
     * @param yields whether the recorder leaves the cores to the traffic while all of them are busy: {@code queue.yield}
     */
    public record Queue(int records, long bytes, boolean yields) {
        /** Default of {@code records}. */
        public static final int DEFAULT_RECORDS = 8_192;

        /** Default of {@code bytes}. */
        public static final long DEFAULT_BYTES = 16 << 20;

        /** The defaults; it yields. */
        public static final Queue DEFAULT = new Queue(DEFAULT_RECORDS, DEFAULT_BYTES, true);
    }
}
