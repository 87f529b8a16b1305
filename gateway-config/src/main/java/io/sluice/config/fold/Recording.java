package io.sluice.config.fold;

import static java.util.Objects.requireNonNull;

import io.sluice.config.BindingName;
import io.sluice.config.RecordingConfig;
import org.jspecify.annotations.Nullable;

/**
 * An exporter of {@code type: http-types}.
 *
 * @param name namespace and name of the exporter
 * @param cluster where its Kafka sink leads; null for other sinks
 */
public record Recording(
        BindingName name, RecordingConfig config, @Nullable ClusterConfig cluster) {

    /** Rejects missing parts. */
    public Recording {
        requireNonNull(name, "name");
        requireNonNull(config, "config");
    }

    /** Whether it records the exchanges of an {@code http} server. */
    public boolean records(BindingName server) {
        if (config.bindings().isEmpty()) {
            return server.namespace().equals(name.namespace());
        }
        return config.bindings().stream()
                .anyMatch(binding ->
                        BindingName.resolve(name.namespace(), binding.value()).equals(server));
    }
}
