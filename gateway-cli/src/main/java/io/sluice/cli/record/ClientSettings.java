package io.sluice.cli.record;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The file of {@code --command-config}: settings of a Kafka client, as properties. */
final class ClientSettings {
    private ClientSettings() {}

    /**
     * What the file says.
     *
     * @param file null for no settings
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it holds a Unicode escape that is none
     */
    static Properties read(@Nullable Path file) throws IOException {
        var settings = new Properties();
        if (file != null) {
            try (InputStream in = Files.newInputStream(file)) {
                settings.load(in);
            }
        }
        return settings;
    }
}
