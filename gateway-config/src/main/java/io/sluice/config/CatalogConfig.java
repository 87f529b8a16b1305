package io.sluice.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where schemas come from. */
public sealed interface CatalogConfig {

    /** The name within the namespace. */
    String name();

    /** Where the catalog starts. */
    Location at();

    /**
     * {@code type: inline}.
     *
     * @param subjects subject to its schema
     */
    record Inline(String name, Location at, Map<String, Subject> subjects) implements CatalogConfig {

        /** Copies the map. */
        public Inline {
            requireNonNull(name, "name");
            requireNonNull(at, "at");
            subjects = Ordered.copyOf(subjects);
        }
    }

    /** A schema that stands in the file. */
    record Subject(Location at, String version, Text schema) {

        /** Rejects missing parts. */
        public Subject {
            requireNonNull(at, "at");
            requireNonNull(version, "version");
            requireNonNull(schema, "schema");
        }
    }

    /**
     * {@code type: filesystem}.
     *
     * @param paths subject to its file, relative to the configuration file
     */
    record Files(String name, Location at, Map<String, Text> paths) implements CatalogConfig {

        /** Copies the map. */
        public Files {
            requireNonNull(name, "name");
            requireNonNull(at, "at");
            paths = Ordered.copyOf(paths);
        }
    }

    /**
     * {@code type: schema-registry}, {@code karapace} or {@code apicurio}.
     *
     * @param type without the aliases
     * @param vault key material for {@link #tls}; null for none
     * @param url of the registry
     * @param group {@code context}, or {@code group-id} of apicurio
     * @param maxAge how long a schema is kept before it is asked for again
     * @param tls null for what the runtime trusts
     * @param authorization value of the {@code authorization} header; null for none
     * @param apicurio settings that only apicurio has; null for the others
     */
    record Registry(
            String name,
            Location at,
            String type,
            @Nullable Text vault,
            Text url,
            String group,
            Duration maxAge,
            @Nullable OutboundTlsConfig tls,
            @Nullable Secret authorization,
            @Nullable Apicurio apicurio)
            implements CatalogConfig {
        /** Default of {@code context} and {@code group-id}. */
        public static final String DEFAULT_GROUP = "default";
        /** Default of {@code max-age}. */
        public static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(5);

        /** Rejects missing parts. */
        public Registry {
            requireNonNull(name, "name");
            requireNonNull(at, "at");
            requireNonNull(type, "type");
            requireNonNull(url, "url");
            requireNonNull(group, "group");
            requireNonNull(maxAge, "maxAge");
        }
    }

    /**
     * How ids look like in apicurio.
     *
     * @param useId {@code globalId} or {@code contentId}
     * @param idEncoding {@code default} (8 bytes) or {@code legacy} (4 bytes)
     */
    record Apicurio(String useId, String idEncoding) {
        /** What apicurio itself does. */
        public static final Apicurio DEFAULT = new Apicurio("globalId", "default");

        /** Rejects missing parts. */
        public Apicurio {
            requireNonNull(useId, "useId");
            requireNonNull(idEncoding, "idEncoding");
        }
    }
}
