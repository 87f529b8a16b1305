package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a key, value, header, parameter or body must look like. */
public sealed interface ModelConfig {

    /** Where the model is named. */
    Location at();

    /** The word of {@code model}, say {@code json}. */
    String type();

    /**
     * {@code json}, {@code avro} and {@code protobuf}: a schema from a catalog.
     *
     * @param catalog name of the catalog
     * @param view {@code json} when the HTTP side is JSON; null for the payload as it is
     * @param decode strictness towards HTTP; null when not said
     * @param encode strictness towards Kafka; null when not said
     */
    record Schema(
            Location at,
            String type,
            Text catalog,
            List<SchemaReference> schemas,
            @Nullable String view,
            @Nullable Strictness decode,
            @Nullable Strictness encode)
            implements ModelConfig {

        /** Copies the list. */
        public Schema {
            requireNonNull(at, "at");
            requireNonNull(type, "type");
            requireNonNull(catalog, "catalog");
            schemas = List.copyOf(schemas);
        }
    }

    /**
     * {@code string}.
     *
     * @param encoding {@code utf_8} or {@code utf_16}
     * @param pattern regular expression; null for any text
     */
    record Characters(
            Location at,
            String encoding,
            @Nullable Integer minLength,
            @Nullable Integer maxLength,
            @Nullable Text pattern)
            implements ModelConfig {

        /** Rejects missing parts. */
        public Characters {
            requireNonNull(at, "at");
            requireNonNull(encoding, "encoding");
        }

        @Override
        public String type() {
            return "string";
        }
    }

    /**
     * {@code int32}, {@code int64}, {@code float} and {@code double}.
     *
     * @param format {@code text} or {@code binary}
     * @param range interval such as {@code [0,100)}; null for any
     * @param multiple the number is a multiple of this; null for any
     */
    record Numeric(
            Location at,
            String type,
            String format,
            @Nullable Text range,
            @Nullable Text multiple) implements ModelConfig {

        /** Rejects missing parts. */
        public Numeric {
            requireNonNull(at, "at");
            requireNonNull(type, "type");
            requireNonNull(format, "format");
        }
    }

    /** {@code boolean} and {@code bytes}, which have no settings. */
    record Plain(Location at, String type) implements ModelConfig {

        /** Rejects missing parts. */
        public Plain {
            requireNonNull(at, "at");
            requireNonNull(type, "type");
        }
    }

    /** {@code validate}: what happens to content that does not fit. */
    enum Strictness {
        /** It is rejected. */
        STRICT,
        /** It passes. */
        LENIENT
    }
}
