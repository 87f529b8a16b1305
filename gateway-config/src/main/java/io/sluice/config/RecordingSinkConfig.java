package io.sluice.config;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** {@code sink} of an exporter of {@code type: http-types}: where recorded exchanges go. */
public sealed interface RecordingSinkConfig {

    /** Where the sink starts. */
    Location at();

    /**
     * {@code type: kafka}: a record for each exchange.
     *
     * @param exit a {@code kafka} binding
     * @param topic fixed, without expressions
     * @param key what records have as their keys; {@link RecordingKey} compiles it
     */
    record Kafka(
            Location at, Text exit, Text topic, @Nullable Text key, Compression compression, Acks acks)
            implements RecordingSinkConfig {

        /** Rejects missing parts. */
        public Kafka {
            requireNonNull(at, "at");
            requireNonNull(exit, "exit");
            requireNonNull(topic, "topic");
            requireNonNull(compression, "compression");
            requireNonNull(acks, "acks");
        }

        /** How the key is made. */
        public RecordingKey recordKey() {
            return key == null ? RecordingKey.HOST : RecordingKey.compile(key.value());
        }
    }

    /**
     * {@code type: file}: a line for each exchange, in a file for each host.
     *
     * @param directory relative to the configuration's folder
     * @param rotateBytes how large a file may get before another is begun; 0 for any size
     * @param keep how many former files are kept of each host
     */
    record File(Location at, Text directory, long rotateBytes, int keep) implements RecordingSinkConfig {
        /** Default of {@code rotate.keep}. */
        public static final int DEFAULT_KEEP = 5;

        /** Rejects missing parts. */
        public File {
            requireNonNull(at, "at");
            requireNonNull(directory, "directory");
        }
    }

    /** {@code type: stdout}: a line for each exchange. */
    record Stdout(Location at) implements RecordingSinkConfig {

        /** Rejects a missing place. */
        public Stdout {
            requireNonNull(at, "at");
        }
    }

    /** {@code compression} of the records of a Kafka sink. */
    enum Compression {
        /** As they are. */
        NONE("none"),
        /** As small as gzip makes them. */
        GZIP("gzip"),
        /** Fast. */
        SNAPPY("snappy"),
        /** Fast. The default. */
        LZ4("lz4"),
        /** Smallest. */
        ZSTD("zstd");

        private final String word;

        Compression(String word) {
            this.word = word;
        }

        /** The word that stands in the configuration, and in Kafka's. */
        public String word() {
            return word;
        }
    }
}
